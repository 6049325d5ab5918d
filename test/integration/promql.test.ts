import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { NotebookSeam } from '../../src/features/promql/seams.ts';
import type { TestApi } from '../../src/features/testApi.ts';
import type { HttpRequest, HttpResponse } from '../../src/http.ts';
import { activate, until } from './extensionUnderTest.ts';
import { codeOf, diagnosticsOf, openYaml as open } from './yamlFile.ts';
import type { YamlFile } from './yamlFile.ts';

const { executeCommand: run } = vscode.commands;
const server = 'http://metrics.test:9090';

/** What a Prometheus with two metrics would say. */
function answer({ url, body = '' }: HttpRequest): Promise<HttpResponse> {
  const path = url.pathname;
  const query = new URLSearchParams(body).get('query') ?? url.searchParams.get('query') ?? '';
  const sample = { metric: {}, value: [1, query.startsWith('count(') ? '3' : '7'] };
  const data = path.endsWith('/label/__name__/values')
    ? ['test_counter0_total', 'test_gauge0']
    : path.endsWith('/values')
      ? ['api', 'worker']
      : path.endsWith('/labels')
        ? ['__name__', 'instance', 'job']
        : path.endsWith('/metadata')
          ? { test_counter0_total: [{ type: 'counter', help: 'Requests so far.', unit: '' }] }
          : { resultType: 'vector', result: [sample] };
  const bytes = new TextEncoder().encode(JSON.stringify({ status: 'success', data }));
  const chunks = (async function* () {
    yield await Promise.resolve(bytes);
  })();
  return Promise.resolve({ status: 200, headers: { 'content-type': 'application/json' }, body: chunks });
}

describe('PromQL', () => {
  let folder: vscode.Uri;
  let count = 0;
  let api: TestApi;
  let given: NotebookSeam | undefined;

  before(async () => {
    api = await activate();
    given = api.promql.provide({
      openQuietly: (datasource) =>
        Promise.resolve(
          datasource.kind === 'url' && datasource.url === server
            ? { key: server, base: new URL(server), send: answer }
            : undefined,
        ),
      choose: () => Promise.resolve(server),
      surroundings: () => undefined,
    });
  });

  after(() => {
    api.promql.provide(given);
  });

  beforeEach(async () => {
    const [opened] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(opened);
    folder = vscode.Uri.joinPath(opened.uri, `promql-${(count += 1)}`);
    await vscode.workspace.fs.createDirectory(folder);
    const settings = vscode.workspace.getConfiguration('adot');
    await settings.update('promql.datasource', server, vscode.ConfigurationTarget.Workspace);
  });

  afterEach(async () => {
    await vscode.workspace.saveAll(false);
    await run('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(folder, { recursive: true });
    const settings = vscode.workspace.getConfiguration('adot');
    for (const key of ['promql.datasource', 'promql.severity', 'promql.enable']) {
      await settings.update(key, undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  async function labels(
    file: YamlFile,
    position: vscode.Position,
    wanted: string,
  ): Promise<vscode.CompletionItem[]> {
    const read = async (): Promise<vscode.CompletionItem[]> => {
      const list = await run<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        ...[file.document.uri, position, undefined, 20],
      );
      return list.items;
    };
    return until(read, (items) => items.some(({ label }) => label === wanted));
  }

  async function hover(file: YamlFile, position: vscode.Position): Promise<string> {
    const found = await run<vscode.Hover[]>('vscode.executeHoverProvider', file.document.uri, position);
    return found
      .flatMap(({ contents }) => contents)
      .map((one) => (typeof one === 'string' ? one : one.value))
      .join('\n');
  }

  it('holds queries against the collector config of their folder, as it is now', async () => {
    const config = `receivers:
  prometheus:
    config:
      scrape_configs: [{job_name: slow, scrape_interval: 1m}]
exporters:
  prometheusremotewrite: {endpoint: "https://metrics.test/api/v1/remote_write"}
service:
  pipelines:
    metrics: {receivers: [prometheus], exporters: [prometheusremotewrite]}
`;
    const collector = await open(folder, config);
    const { document } = await open(folder, 'rate(test_counter0_total{job="slow"}[1m])\n', 'a.promql');
    const isShort = (found: readonly vscode.Diagnostic[]): boolean =>
      found.some((one) => codeOf(one) === 'promql/short-range');
    await diagnosticsOf(document.uri, isShort);
    await collector.replace('1m', '15s');
    await diagnosticsOf(document.uri, (found) => !isShort(found));
  });

  it('completes functions, metrics, labels and their values', async () => {
    const file = await open(folder, 'sum(rate(te))\n---\nup{}\n---\nup{job=""}', 'a.promql');
    const all = await labels(file, file.position('te))', 2), 'test_counter0_total');
    const counter = all.find(({ label }) => label === 'test_counter0_total');
    assert.equal(counter?.detail, 'counter');
    assert.ok(all.some(({ label }) => label === 'rate'));
    await labels(file, file.position('up{}', 3), 'instance');
    const values = await labels(file, file.position('job=""', 5), 'worker');
    assert.ok(values.some(({ label }) => label === 'api'));
  });

  it('completes durations from short to long, before variables', async () => {
    const file = await open(folder, 'rate(up[])', 'a.promql');
    const all = await labels(file, file.position('])'), '30d');
    const sorted = all.sort((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1));
    assert.deepEqual(
      sorted.slice(0, 12).map(({ label }) => label),
      ['1m', '5m', '10m', '15m', '30m', '1h', '2h', '6h', '12h', '1d', '7d', '30d'],
    );
  });

  it('explains functions and metrics', async () => {
    const file = await open(folder, 'rate(test_counter0_total[5m])', 'b.promql');
    const isThere = (text: string): boolean => text.includes('How fast a counter grows');
    assert.match(await until(() => hover(file, file.position('rate', 1)), isThere), /rate\(v range-vector\)/);
    const metric = await until(
      () => hover(file, file.position('test_counter0_total', 3)),
      (text) => text.includes('Requests so far'),
    );
    assert.match(metric, /Series now: 3\. Last value of the first: 7/);
  });

  it('says which argument is being written', async () => {
    const file = await open(folder, 'histogram_quantile(0.9, x)', 'c.promql');
    const read = async (): Promise<vscode.SignatureHelp> =>
      run<vscode.SignatureHelp>(
        'vscode.executeSignatureHelpProvider',
        file.document.uri,
        file.position('x)'),
        ',',
      );
    const help = await until(read, (found) => found?.signatures.length === 1);
    assert.equal(help.activeParameter, 1);
    assert.match(help.signatures[0]?.label ?? '', /^histogram_quantile\(/);
  });

  it('shows problems, and mends what can be mended', async () => {
    const file = await open(folder, 'sum(up\n---\nup{job=~"api"}', 'd.promql');
    const found = await diagnosticsOf(file.document.uri, (all) => all.length === 2);
    assert.deepEqual(found.map(codeOf).sort(), ['promql/plain-regex', 'promql/syntax']);
    const plain = found.find((one) => codeOf(one) === 'promql/plain-regex');
    assert.ok(plain);
    const actions = await run<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      file.document.uri,
      plain.range,
    );
    assert.ok(actions.some(({ title }) => title === 'Ignore promql/plain-regex here'));
    const [fix] = actions.filter(({ edit }) => edit !== undefined);
    assert.ok(fix?.edit && (await vscode.workspace.applyEdit(fix.edit)));
    assert.ok(file.document.getText().endsWith('up{job="api"}'));
    await file.replace('sum(up', 'sum(up)');
    await diagnosticsOf(file.document.uri, (all) => all.length === 0);
  });

  it('takes levels from the settings, and rests where it is switched off', async () => {
    const file = await open(folder, 'up{job=~"api"}', 'e.promql');
    await diagnosticsOf(file.document.uri, (all) => all.length === 1);
    const settings = vscode.workspace.getConfiguration('adot');
    const { Workspace } = vscode.ConfigurationTarget;
    await settings.update('promql.severity', { 'promql/plain-regex': 'warning' }, Workspace);
    const isWarning = ({ severity }: vscode.Diagnostic): boolean =>
      severity === vscode.DiagnosticSeverity.Warning;
    await diagnosticsOf(file.document.uri, (all) => all.some(isWarning));
    await settings.update('promql.enable', false, Workspace);
    await diagnosticsOf(file.document.uri, (all) => all.length === 0);
  });

  it('renames a label within its query', async () => {
    const file = await open(folder, 'sum by (job) (up{job="a"})\n---\nup{job="b"}', 'f.promql');
    const edit = await run<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      ...[file.document.uri, file.position('job'), 'k8s.job'],
    );
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.equal(file.document.getText(), 'sum by ("k8s.job") (up{"k8s.job"="a"})\n---\nup{job="b"}');
  });

  it('formats each query of a file, and leaves alone what cannot be read', async () => {
    const file = await open(folder, 'sum( up )by(job)\n---\nsum(  up\n---\n# why\na+b\n', 'h.promql');
    const format = async (): Promise<vscode.TextEdit[]> =>
      run<vscode.TextEdit[]>('vscode.executeFormatDocumentProvider', file.document.uri, {
        tabSize: 2,
        insertSpaces: true,
      });
    const edits = await until(format, (found) => found?.length > 0);
    const whole = new vscode.WorkspaceEdit();
    whole.set(file.document.uri, edits);
    assert.ok(await vscode.workspace.applyEdit(whole));
    assert.equal(file.document.getText(), 'sum by (job) (up)\n---\nsum(  up\n---\n# why\na + b\n');
  });

  it('colours queries in rule files and dashboards', async () => {
    const rules = 'groups:\n  - name: a\n    rules:\n      - record: a:b\n        expr: sum(rate(x[5m]))\n';
    const board = '{"panels":[{"targets":[{"expr":"sum(rate(x[5m]))"}]}]}';
    for (const [name, text] of [
      ['rules.yaml', rules],
      ['board.json', board],
    ] as const) {
      const { document } = await open(folder, text, name);
      const legend = await until(
        async () =>
          run<vscode.SemanticTokensLegend>('vscode.provideDocumentSemanticTokensLegend', document.uri),
        (found) => found?.tokenTypes.includes('function'),
      );
      const { data } = await run<vscode.SemanticTokens>('vscode.provideDocumentSemanticTokens', document.uri);
      const types = Array.from(data)
        .filter((_, at) => at % 5 === 3)
        .map((type) => legend.tokenTypes[type]);
      assert.deepEqual(
        types.filter((type) => type !== 'operator'),
        ['function', 'function', 'variable', 'number'],
      );
    }
  });

  it('asks for the data source of files, and remembers it for the folder', async () => {
    const settings = (): string | undefined =>
      vscode.workspace.getConfiguration('adot').get('promql.datasource');
    await vscode.workspace
      .getConfiguration('adot')
      .update('promql.datasource', undefined, vscode.ConfigurationTarget.Workspace);
    assert.equal(settings(), '');
    await run('adot.promql.chooseDatasource');
    assert.equal(settings(), server);
  });

  it('lists the queries of a file', async () => {
    const file = await open(folder, '# @name errors\nrate(a[5m])\n---\nup', 'g.promql');
    const found = await run<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      file.document.uri,
    );
    assert.deepEqual(
      found.map(({ name }) => name),
      ['errors', 'up'],
    );
  });

  it('works in fences of Markdown, in rule files and in dashboards', async () => {
    const markdown = await open(folder, '# Notes\n\n```promql\nsum(rate(x[5m])\n```\n', 'notes.md');
    const [problem] = await diagnosticsOf(markdown.document.uri, (all) => all.length === 1);
    assert.equal(problem?.range.start.line, 3);
    assert.match(await hover(markdown, markdown.position('rate', 1)), /How fast a counter/);

    const rules =
      'groups:\n  - name: a\n    rules:\n      - record: a:b\n        expr: |\n          sum(rate(te\n';
    const yaml = await open(folder, rules, 'rules.yaml');
    await labels(yaml, yaml.position('rate(te', 7), 'test_gauge0');

    const found = await run<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      ...[yaml.document.uri, yaml.range('sum'), vscode.CodeActionKind.RefactorRewrite.value],
    );
    assert.deepEqual(found.length, 0, 'what cannot be read is not formatted');

    const json = await open(
      folder,
      '{"panels":[{"targets":[{"expr":"up{job=\\"\\"} + foo("}]}]}',
      'board.json',
    );
    await diagnosticsOf(json.document.uri, (all) => all.some((one) => codeOf(one) === 'promql/syntax'));
    await labels(json, json.position('=\\"\\"', 3), 'worker');
  });
});
