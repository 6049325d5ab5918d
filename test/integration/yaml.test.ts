import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/features/testApi.ts';
import { activate, amp, find, until } from './extensionUnderTest.ts';
import { codeOf, diagnosticsOf, openYaml } from './yamlFile.ts';
import type { YamlFile } from './yamlFile.ts';
import { manifest, manifestWith } from './yamlManifest.ts';

const { executeCommand: run } = vscode.commands;
const clean = (found: readonly vscode.Diagnostic[]): boolean =>
  found.every(
    ({ severity }) =>
      severity === vscode.DiagnosticSeverity.Information || severity === vscode.DiagnosticSeverity.Hint,
  );

describe('YAML files', () => {
  let api: TestApi;
  let root: vscode.Uri;
  let folder: vscode.Uri;
  let count = 0;
  let real: TestApi['ask'];

  before(async () => {
    api = await activate();
    real = { ...api.ask };
    const [opened] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(opened);
    root = opened.uri;
  });

  beforeEach(async () => {
    folder = vscode.Uri.joinPath(root, `yaml-${(count += 1)}`);
    await vscode.workspace.fs.createDirectory(folder);
  });

  afterEach(async () => {
    Object.assign(api.ask, real);
    // What is not saved would stay open behind VS Code's question, and be checked together with the files of later tests.
    await vscode.workspace.saveAll(false);
    await run('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(folder, { recursive: true });
    const settings = vscode.workspace.getConfiguration('adot');
    for (const key of [
      'yaml.severity',
      'yaml.checkScope',
      'yaml.codeLens',
      'yaml.enable',
      'yaml.adotVersion',
    ]) {
      await settings.update(key, undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  async function has(file: YamlFile, code: string): Promise<vscode.Diagnostic> {
    const isIt = (one: vscode.Diagnostic): boolean => codeOf(one) === code;
    const found = (await diagnosticsOf(file.document.uri, (all) => all.some(isIt))).find(isIt);
    assert.ok(found);
    return found;
  }

  async function actions(file: YamlFile, range: vscode.Range, kind?: string): Promise<vscode.CodeAction[]> {
    return run<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      ...[file.document.uri, range, kind, 100],
    );
  }

  async function applied(action: vscode.CodeAction | undefined): Promise<void> {
    assert.ok(action?.edit, `no edit in ${action?.title}`);
    assert.ok(await vscode.workspace.applyEdit(action.edit));
  }

  const undefinedExporter = manifestWith('exporters: [debug]', 'exporters: [debug, missing]');

  describe('problems', () => {
    it('are shown at their place inside a ConfigMap and go when they are mended', async () => {
      const file = await openYaml(folder, undefinedExporter);
      const found = await has(file, 'collector/undefined-reference');
      assert.ok(found.range.isEqual(file.range('missing')));
      assert.equal(found.severity, vscode.DiagnosticSeverity.Error);
      assert.ok(
        typeof found.code === 'object' &&
          String(found.code.target) === 'adot-rule:/collector/undefined-reference.md',
      );
      await file.replace(', missing', '');
      await diagnosticsOf(file.document.uri, clean);
    });

    it('are at the same place where lines end in CRLF', async () => {
      const file = await openYaml(folder, undefinedExporter.replaceAll('\n', '\r\n'));
      const found = await has(file, 'collector/undefined-reference');
      assert.equal(file.document.getText(found.range), 'missing');
    });

    it('are not shown of other YAML files', async () => {
      const foreign = await openYaml(folder, 'services:\n  web: { image: nginx }\nx: [\n', 'compose.yaml');
      // The other file has its problems when both were checked.
      await has(await openYaml(folder, undefinedExporter), 'collector/undefined-reference');
      assert.deepEqual(vscode.languages.getDiagnostics(foreign.document.uri), []);
    });

    it('go when the file is closed', async () => {
      const uri = vscode.Uri.joinPath(folder, 'closed.yaml');
      await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(undefinedExporter));
      // Not by openTextDocument, after which VS Code keeps the document for minutes.
      await run('vscode.open', uri);
      await diagnosticsOf(uri, (found) => found.length > 0);
      await run('workbench.action.closeAllEditors');
      await diagnosticsOf(uri, (found) => found.length === 0);
    });

    it('go when the tab is closed, though VS Code keeps the document', async () => {
      const file = await openYaml(folder, undefinedExporter);
      await has(file, 'collector/undefined-reference');
      await run('workbench.action.closeAllEditors');
      await diagnosticsOf(file.document.uri, (found) => found.length === 0);
      assert.equal(file.document.isClosed, false);
    });

    describe('across files', () => {
      const [config = '', deployment = ''] = manifest.split('---\n');
      // There is no ConfigMap of the name that the pods ask for, but one that may be meant.
      const missing = 'recipe/config-map-missing';
      let other: vscode.Uri;
      let otherFolder: vscode.Uri;

      /** A Deployment in an editor, and another ConfigMap in a folder of its own. */
      async function opened(): Promise<YamlFile> {
        otherFolder = vscode.Uri.joinPath(folder, 'config');
        other = vscode.Uri.joinPath(otherFolder, 'config.yaml');
        await vscode.workspace.fs.createDirectory(otherFolder);
        const text = config.replace('adot-conf', 'other-conf');
        await vscode.workspace.fs.writeFile(other, new TextEncoder().encode(text));
        const file = await openYaml(folder, deployment, 'deployment.yaml');
        await has(file, missing);
        return file;
      }

      const hasNot = (file: YamlFile, code: string): Promise<unknown> =>
        diagnosticsOf(file.document.uri, (found) => !found.some((one) => codeOf(one) === code));

      it('go with the other file', async () => {
        const file = await opened();
        await vscode.workspace.fs.delete(other);
        await hasNot(file, missing);
      });

      it('go with the folder of the other file', async () => {
        const file = await opened();
        await vscode.workspace.fs.delete(otherFolder, { recursive: true });
        await hasNot(file, missing);
      });

      it('go with the other file though VS Code keeps its document', async () => {
        const file = await opened();
        const kept = await vscode.workspace.openTextDocument(other);
        await vscode.workspace.fs.delete(other);
        await hasNot(file, missing);
        assert.equal(kept.isClosed, false);
      });

      it('follow what is typed in a tab, and what lies on disk once that is closed', async () => {
        const file = await opened();
        const edit = new vscode.WorkspaceEdit();
        const kept = await vscode.workspace.openTextDocument(other);
        await vscode.window.showTextDocument(kept, { preview: false });
        const start = kept.positionAt(kept.getText().indexOf('other-conf'));
        edit.replace(other, new vscode.Range(start, start.translate(0, 5)), 'adot');
        assert.ok(await vscode.workspace.applyEdit(edit));
        await hasNot(file, missing);
        await run('workbench.action.revertAndCloseActiveEditor');
        await has(file, missing);
      });
    });

    it('follow the settings', async () => {
      const file = await openYaml(folder, undefinedExporter);
      await has(file, 'collector/undefined-reference');
      const settings = vscode.workspace.getConfiguration('adot');
      const workspace = vscode.ConfigurationTarget.Workspace;
      await settings.update('yaml.severity', { 'collector/undefined-reference': 'hint' }, workspace);
      const isHint = ({ severity }: vscode.Diagnostic): boolean =>
        severity === vscode.DiagnosticSeverity.Hint;
      await diagnosticsOf(file.document.uri, (found) => found.length > 0 && found.every(isHint));
      await settings.update('yaml.enable', false, workspace);
      await diagnosticsOf(file.document.uri, (found) => found.length === 0);
    });

    it('give way to the same ones of another extension for YAML, and come back when it takes them away', async () => {
      const text = manifestWith('  name: adot-conf\n', '  name: adot-conf\n  name: adot-conf\n');
      const file = await openYaml(folder, text);
      const { range } = await has(file, 'yaml/duplicate-key');
      const theirs = vscode.languages.createDiagnosticCollection('yaml-like');
      try {
        const same = new vscode.Diagnostic(range, 'Map keys must be unique');
        same.source = 'YAML';
        theirs.set(file.document.uri, [same]);
        const isDuplicate = (one: vscode.Diagnostic): boolean => codeOf(one) === 'yaml/duplicate-key';
        await diagnosticsOf(file.document.uri, (found) => !found.some(isDuplicate));
        await file.replace('  exporters: [debug]', '  exporters: [debug, missing]');
        await has(file, 'collector/undefined-reference');
        theirs.clear();
        await has(file, 'yaml/duplicate-key');
      } finally {
        theirs.dispose();
      }
    });

    it('of the whole folder are shown on demand', async () => {
      const closed = vscode.Uri.joinPath(folder, 'closed.yaml');
      await vscode.workspace.fs.writeFile(closed, new TextEncoder().encode(undefinedExporter));
      const told: string[] = [];
      api.ask.info = (message) => Promise.resolve(told.push(message) > 0 ? undefined : message);
      await until(
        async () => {
          await run('adot.yaml.checkFolder');
          return vscode.languages.getDiagnostics(closed);
        },
        (found) => found.some((one) => codeOf(one) === 'collector/undefined-reference'),
      );
      assert.match(told.join(), /Errors: [1-9]/);
    });
  });

  describe('actions', () => {
    it('mend a problem as one step of undo', async () => {
      const text = manifestWith('verbosity: basic', 'verbosity: detaild');
      const file = await openYaml(folder, text);
      const problem = (await diagnosticsOf(file.document.uri, (all) => all.length > 0)).find(({ range }) =>
        file.document.getText(range).includes('detaild'),
      );
      assert.ok(problem);
      const [fix] = (await actions(file, problem.range)).filter(({ title }) => /detailed/.test(title));
      await applied(fix);
      assert.equal(file.document.getText(), text.replace('detaild', 'detailed'));
      await diagnosticsOf(
        file.document.uri,
        (all) => !all.some(({ message }) => message.includes('detaild')),
      );
      await run('undo');
      assert.equal(file.document.getText(), text);
    });

    it('silence a problem where it is, with the indentation of its line', async () => {
      const file = await openYaml(folder, undefinedExporter);
      const problem = await has(file, 'collector/undefined-reference');
      const [silence] = (await actions(file, problem.range)).filter(({ title }) =>
        /Ignore .* here/.test(title),
      );
      await applied(silence);
      assert.match(
        file.document.getText(),
        /\n {10}# adot-ignore collector\/undefined-reference\n {10}exporters: \[debug, missing\]\n/,
      );
      await diagnosticsOf(
        file.document.uri,
        (all) => !all.some((one) => codeOf(one) === 'collector/undefined-reference'),
      );
    });

    it('mend all that is safe at once, when it is asked for', async () => {
      const file = await openYaml(
        folder,
        manifestWith('exporters: [debug]', 'exporters: [debug]').replaceAll('debug', 'logging'),
      );
      await diagnosticsOf(file.document.uri, (all) => all.length > 0);
      const whole = new vscode.Range(0, 0, file.document.lineCount, 0);
      const all = await actions(file, whole, 'source.fixAll.adot');
      assert.equal(all.length, 1);
      await applied(all[0]);
      assert.match(file.document.getText(), / {6}debug:\n/);
      assert.match(file.document.getText(), /exporters: \[debug\]/);
      await diagnosticsOf(file.document.uri, clean);
      await run('undo');
      assert.doesNotMatch(file.document.getText(), /debug/);
    });
  });

  describe('language features inside a block scalar', () => {
    let file: YamlFile;

    beforeEach(async () => {
      file = await openYaml(folder, manifest);
      await diagnosticsOf(file.document.uri, clean);
    });

    it('complete fields with the right indentation', async () => {
      await file.replace('        verbosity: basic', '        verbosity: basic\n        ');
      const { line } = file.position('verbosity: basic');
      const at = new vscode.Position(line + 1, 8);
      const { items } = await run<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        ...[file.document.uri, at],
      );
      const item = items.find(({ label }) => labelOf(label) === 'sampling_initial');
      assert.ok(item, `among ${items.map(({ label }) => labelOf(label)).join()}`);
      assert.ok(!items.some(({ label }) => labelOf(label) === 'verbosity'), 'what is there is not offered');
      const { insertText, range } = item;
      assert.ok(insertText instanceof vscode.SnippetString);
      await file.editor.insertSnippet(insertText, range instanceof vscode.Range ? range : range?.replacing);
      assert.match(file.document.lineAt(line + 1).text, /^ {8}sampling_initial: \d+$/);
    });

    it('complete references with what is defined', async () => {
      const at = file.position('[debug]', 1);
      await file.replace('[debug]', '[]');
      const { items } = await run<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        ...[file.document.uri, at],
      );
      assert.ok(items.some(({ label }) => labelOf(label) === 'debug'));
      assert.ok(!items.some(({ label }) => labelOf(label) === 'otlp'), 'a receiver is no exporter');
    });

    it('describe fields', async () => {
      const hovers = await run<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        ...[file.document.uri, file.position('verbosity', 2)],
      );
      const text = hovers.flatMap(({ contents }) =>
        contents.map((one) => (one as vscode.MarkdownString).value),
      );
      assert.match(text.join('\n'), /basic/);
      assert.ok(hovers[0]?.range?.isEqual(file.range('verbosity')));
    });

    it('lead from a use to its definition and back', async () => {
      const use = file.position('[debug]', 3);
      const found = await run<vscode.LocationLink[]>(
        'vscode.executeDefinitionProvider',
        ...[file.document.uri, use],
      );
      assert.ok(found[0]?.targetSelectionRange?.isEqual(file.range('debug')));
      const references = await run<vscode.Location[]>(
        'vscode.executeReferenceProvider',
        ...[file.document.uri, file.position('debug:')],
      );
      assert.equal(references.length, 2);
      const highlights = await run<vscode.DocumentHighlight[]>(
        'vscode.executeDocumentHighlights',
        ...[file.document.uri, use],
      );
      assert.equal(highlights.length, 2);
    });

    it('rename a component everywhere as one step of undo', async () => {
      const { uri } = file.document;
      const at = file.position('debug:', 1);
      const { placeholder } = await run<{ placeholder: string }>('vscode.prepareRename', ...[uri, at]);
      assert.equal(placeholder, 'debug');
      const edit = await run<vscode.WorkspaceEdit>(
        'vscode.executeDocumentRenameProvider',
        ...[uri, at, 'debug/own'],
      );
      assert.ok(await vscode.workspace.applyEdit(edit));
      assert.match(file.document.getText(), / {6}debug\/own:\n/);
      assert.match(file.document.getText(), /exporters: \[debug\/own\]/);
      await run('undo');
      assert.equal(file.document.getText(), manifest);
      await assert.rejects(
        async () => run('vscode.executeDocumentRenameProvider', ...[uri, at, 'otlp_http/own']),
        /debug/,
      );
    });

    it('colour the text, and only that', async () => {
      const { uri } = file.document;
      const tokens = await run<vscode.SemanticTokens>('vscode.provideDocumentSemanticTokens', uri);
      const lines = linesOf(tokens);
      const [first, last] = [file.position('receivers:').line, file.position('exporters: [debug]').line];
      assert.deepEqual([Math.min(...lines), Math.max(...lines)], [first, last]);
      const some = await run<vscode.SemanticTokens>(
        'vscode.provideDocumentRangeSemanticTokens',
        ...[uri, new vscode.Range(first, 0, first + 1, 0)],
      );
      assert.deepEqual([...new Set(linesOf(some))], [first]);
    });

    it('outline the document and fold it', async () => {
      const { uri } = file.document;
      const symbols = await run<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', uri);
      assert.deepEqual(
        symbols.map(({ name }) => name),
        ['ConfigMap adot-conf', 'Deployment adot-collector'],
      );
      const [config] = symbols[0]?.children ?? [];
      assert.equal(config?.name, 'adot-config.yaml');
      assert.deepEqual(
        config?.children.map(({ name }) => name),
        ['receivers', 'exporters', 'service'],
      );
      const ranges = await run<vscode.FoldingRange[]>('vscode.executeFoldingRangeProvider', uri);
      const starts = ranges.map(({ start }) => start);
      for (const piece of ['metadata:', 'protocols:', 'pipelines:', 'containers:']) {
        assert.ok(starts.includes(file.position(piece).line), `${piece} folds`);
      }
    });

    it('link, remark and offer commands', async () => {
      const { uri } = file.document;
      const page = 'https://example.com/why';
      await file.replace('      debug:', `      # ${page}\n      debug:`);
      const links = await run<vscode.DocumentLink[]>('vscode.executeLinkProvider', ...[uri, 100]);
      assert.ok(
        links.some(({ range, target }) => range.isEqual(file.range(page)) && String(target) === page),
      );
      const hints = await run<vscode.InlayHint[]>(
        'vscode.executeInlayHintProvider',
        ...[uri, new vscode.Range(0, 0, file.document.lineCount, 0)],
      );
      assert.match(JSON.stringify(hints.map(({ label }) => label)), /upstream 0\.151\.0/);
      const titles = async (): Promise<string[]> =>
        (await run<vscode.CodeLens[]>('vscode.executeCodeLensProvider', ...[uri, 100])).map(
          ({ command }) => command?.title ?? '',
        );
      assert.deepEqual(await titles(), ['Validate', 'Open pipeline graph', 'Upgrade to 0.49.0']);
      await vscode.workspace
        .getConfiguration('adot')
        .update('yaml.codeLens', false, vscode.ConfigurationTarget.Workspace);
      assert.deepEqual(await titles(), []);
    });

    it('format the embedded text alone', async () => {
      const loose = manifestWith('      debug:\n        verbosity', '        debug:\n            verbosity');
      await file.replace('      debug:\n        verbosity', '        debug:\n            verbosity');
      await run('adot.yaml.format');
      assert.equal(file.document.getText(), manifest);
      await run('undo');
      assert.equal(file.document.getText(), loose);
    });
  });

  describe('the release', () => {
    it('is told from the image tag, chosen, and forgotten again', async () => {
      const { status } = await api.collectorYaml.room();
      const words = async (isGood: (text: string) => boolean): Promise<string> =>
        until(() => Promise.resolve(`${status.words()?.text} (${status.words()?.detail})`), isGood);
      const file = await openYaml(folder, manifest);
      await words((text) => text === 'ADOT 0.48.0 · upstream 0.151.0 (from the image tag)');

      const answer = (...labels: RegExp[]): void => {
        api.ask.pick = async (items) =>
          (await items).find(({ label }) => labels[0]?.test(label) && labels.shift());
      };
      answer(/0\.42\.0/, /Just this file/);
      await run('adot.yaml.chooseVersion');
      await words((text) => text === 'ADOT 0.42.0 · upstream 0.115.0 (chosen for this file)');

      answer(/What the file says/);
      await run('adot.yaml.chooseVersion');
      await words((text) => text.startsWith('ADOT 0.48.0'));

      await file.replace('aws-otel-collector:v0.48.0', 'aws-otel-collector:latest');
      await words((text) => /newest assumed/.test(text));
      answer(/0\.45\.0/, /Every file/);
      await run('adot.yaml.chooseVersion');
      await words((text) => text === 'ADOT 0.45.0 · upstream 0.131.0 (from the settings)');

      await openYaml(folder, 'a: 1\n', 'other.yaml');
      await words((text) => text === 'undefined (undefined)');
    });

    it('is told by the image in another file, as long as that is there', async () => {
      const { status } = await api.collectorYaml.room();
      const [config = '', deployment = ''] = manifest.split('---\n');
      const app = await openYaml(folder, deployment, 'deployment.yaml');
      await openYaml(folder, config);
      const path = `${folder.path.slice(folder.path.lastIndexOf('/') + 1)}/deployment.yaml`;
      const words = async (isGood: (text: string) => boolean): Promise<string> =>
        until(() => Promise.resolve(`${status.words()?.text} (${status.words()?.detail})`), isGood);
      await words((text) => text === `ADOT 0.48.0 · upstream 0.151.0 (from the image tag in ${path})`);
      await app.replace('aws-otel-collector:v0.48.0', 'aws-otel-collector:v0.42.0');
      await words((text) => text === `ADOT 0.42.0 · upstream 0.115.0 (from the image tag in ${path})`);
      await app.replace('name: adot-conf', 'name: other');
      await words((text) => /newest assumed/.test(text));
    });
  });

  describe('around the configuration', () => {
    before(async () => api.collectorYaml.room());

    const completions = async (file: YamlFile, at: vscode.Position): Promise<vscode.CompletionItem[]> =>
      (await run<vscode.CompletionList>('vscode.executeCompletionItemProvider', ...[file.document.uri, at]))
        .items;
    const placesOf = (found: readonly (vscode.Location | vscode.LocationLink)[]): string[] =>
      found
        .map((one) =>
          'targetUri' in one
            ? [one.targetUri, one.targetSelectionRange ?? one.targetRange]
            : [one.uri, one.range],
        )
        .map(([uri, range]) => {
          const { path } = uri as vscode.Uri;
          return `${path.slice(path.lastIndexOf('/') + 1)}:${(range as vscode.Range).start.line + 1}`;
        })
        .sort();

    it('fields of Kubernetes objects are completed and described', async () => {
      const file = await openYaml(folder, manifestWith('  replicas: 1\n', '  \n'));
      const { line } = file.position('  selector:');
      const items = await completions(file, new vscode.Position(line - 1, 2));
      const labels = items.map(({ label }) => labelOf(label));
      assert.ok(labels.includes('replicas') && !labels.includes('selector'), labels.join());
      const hovers = await run<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        ...[file.document.uri, file.position('matchLabels', 2)],
      );
      const said = hovers.flatMap(({ contents }) =>
        contents.map((one) => (one as vscode.MarkdownString).value),
      );
      assert.match(said.join('\n'), /\*\*matchLabels\*\* · mapping/);
    });

    it('an empty file can begin with a whole document', async () => {
      const file = await openYaml(folder, '', 'empty.yaml');
      const items = await until(
        async () => completions(file, new vscode.Position(0, 0)),
        (all) => all.some(({ label }) => labelOf(label) === 'ConfigMap'),
      );
      const labels = items.map(({ label }) => labelOf(label));
      assert.ok(labels.includes('apiVersion') && labels.includes('ClusterConfig'), labels.join());
    });

    it('names lead to what they mean in other files, and back', async () => {
      const [config = '', deployment = ''] = manifest.split('---\n');
      const map = await openYaml(folder, config, 'config.yaml');
      const app = await openYaml(folder, deployment, 'deployment.yaml');
      const definitions = async (file: YamlFile, at: vscode.Position): Promise<string[]> =>
        placesOf(
          await run<vscode.LocationLink[]>('vscode.executeDefinitionProvider', ...[file.document.uri, at]),
        );
      // A file that is in no tab is known when it was read from disk.
      const found = await until(
        async () => definitions(app, app.position('name: adot-conf', 8)),
        ({ length }) => length > 0,
      );
      assert.deepEqual(found, ['config.yaml:4']);
      assert.deepEqual(await definitions(app, app.position('/conf/adot', 3)), ['config.yaml:7']);
      const references = async (file: YamlFile): Promise<string[]> =>
        placesOf(
          await run<vscode.Location[]>(
            'vscode.executeReferenceProvider',
            ...[file.document.uri, file.position('name: adot-conf', 8)],
          ),
        );
      assert.deepEqual(await references(app), ['config.yaml:4', 'deployment.yaml:26']);
      // A file as it is being written, not as it was saved.
      await app.editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '# one\n# two\n'));
      await vscode.window.showTextDocument(map.document, { preview: false });
      assert.deepEqual(await references(map), ['config.yaml:4', 'deployment.yaml:28']);
    });
  });

  describe('Upgrade Collector Config', () => {
    const old = manifestWith(
      '    service:\n',
      '    service:\n      telemetry:\n        metrics: { address: "0.0.0.0:8888" }\n',
    )
      .replace('aws-otel-collector:v0.48.0', 'aws-otel-collector:v0.42.0')
      .replaceAll('\n', '\r\n');

    /** Answers the question that comes with the preview, and remembers what it offered. */
    function decide(choose: (labels: string[]) => number): { labels: string[]; sawDiff: boolean } {
      const seen = { labels: [] as string[], sawDiff: false };
      api.ask.pick = async (items) => {
        const all = await items;
        const inputs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ input }) => input));
        seen.sawDiff = inputs.some((input) => input instanceof vscode.TabInputTextDiff);
        seen.labels = all.map(({ label }) => label);
        return all[choose(seen.labels)];
      };
      return seen;
    }

    it('shows what changes beside the file, and changes it as one step of undo', async () => {
      const file = await openYaml(folder, old);
      const seen = decide((labels) => labels.findIndex((label) => label.endsWith('Apply')));
      await run('adot.yaml.upgrade', file.document.uri, '0.49.0');
      assert.ok(seen.sawDiff, 'the difference was in view');
      assert.ok(
        seen.labels.some((label) => label.includes('address')),
        `told of what changes: ${seen.labels.join()}`,
      );
      const text = file.document.getText();
      assert.match(text, /aws-otel-collector:v0\.49\.0\r\n/);
      assert.match(text, /readers:/);
      assert.doesNotMatch(text, /address:|[^\r]\n/);
      assert.ok(
        !vscode.window.tabGroups.all.some(({ tabs }) =>
          tabs.some(({ input }) => input instanceof vscode.TabInputTextDiff),
        ),
      );
      await run('undo');
      assert.equal(file.document.getText(), old);
    });

    it('changes nothing when the preview is left', async () => {
      const file = await openYaml(folder, old);
      decide(() => -1);
      await run('adot.yaml.upgrade', file.document.uri, '0.49.0');
      assert.equal(file.document.isDirty, false);
    });

    it('goes to the place that was chosen instead', async () => {
      const file = await openYaml(folder, old);
      decide((labels) => labels.length - 1);
      await run('adot.yaml.upgrade', file.document.uri, '0.49.0');
      assert.equal(file.document.isDirty, false);
      assert.equal(vscode.window.activeTextEditor?.document, file.document);
      assert.ok(vscode.window.activeTextEditor.selection.start.line > 0);
    });

    it('asks for the release when none is given', async () => {
      const file = await openYaml(folder, old);
      const titles: string[] = [];
      api.ask.pick = (_items, { title }) => {
        titles.push(title ?? '');
        return Promise.resolve(undefined);
      };
      await run('adot.yaml.upgrade', file.document.uri);
      assert.deepEqual(titles, ['Upgrade Collector Config']);
    });
  });

  describe('live values', () => {
    it('complete an endpoint with the remote-write URLs of the workspaces', async () => {
      // The credentials are known to work: nobody is asked for anything.
      await find(api, ...amp, 'prometheus-sample-app');
      const text = manifest
        .replaceAll('debug', 'prometheusremotewrite')
        .replace('verbosity: basic', 'endpoint: ');
      const file = await openYaml(folder, text);
      const at = file.position('endpoint: \n', 'endpoint: '.length);
      const items = await until(
        async () =>
          (
            await run<vscode.CompletionList>(
              'vscode.executeCompletionItemProvider',
              ...[file.document.uri, at],
            )
          ).items,
        (all) => all.some(({ kind }) => kind === vscode.CompletionItemKind.Constant),
      );
      const urls = items.filter(({ kind }) => kind === vscode.CompletionItemKind.Constant);
      assert.ok(
        urls.some(({ insertText }) =>
          /\/workspaces\/ws-[\w-]+\/api\/v1\/remote_write/.test(snippetOf(insertText)),
        ),
        `among ${urls.map(({ insertText }) => snippetOf(insertText)).join()}`,
      );
    });
  });
});

function snippetOf(text: vscode.CompletionItem['insertText']): string {
  return text instanceof vscode.SnippetString ? text.value : (text ?? '');
}

function labelOf(label: string | vscode.CompletionItemLabel): string {
  return typeof label === 'string' ? label : label.label;
}

/** The line of each token. */
function linesOf({ data }: vscode.SemanticTokens): number[] {
  const lines: number[] = [];
  for (let at = 0; at < data.length; at += 5) {
    lines.push((lines.at(-1) ?? 0) + (data[at] ?? 0));
  }
  return lines;
}
