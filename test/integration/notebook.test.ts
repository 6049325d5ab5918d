import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { TestApi } from '../../src/features/testApi.ts';
import { decodeShown } from '../../src/query/codec.ts';
import { shownMime } from '../../src/query/shown.ts';
import type { Shown } from '../../src/query/shown.ts';
import { account, fedAlias, region } from '../lab/names.ts';
import { activate, amp, connect, find, until } from './extensionUnderTest.ts';
import { clearRequests, endpointOf, mend, requestsTo, spoil } from './labSwitches.ts';
import { diagnosticsOf } from './yamlFile.ts';

const { executeCommand: run } = vscode.commands;
const fence = '```';

describe('running a notebook', function () {
  this.timeout(60_000);
  let api: TestApi;
  let real: TestApi['ask'];
  let folder: vscode.Uri;
  let arn: string;
  let count = 0;
  let files = 0;

  before(async () => {
    api = await activate();
    real = { ...api.ask };
    const { data } = await find(api, ...amp, fedAlias);
    assert.ok(data.kind === 'workspace');
    ({ arn } = data.workspace);
    // The lab's collector has just begun.
    const plain = await endpointOf('prometheus');
    await until(
      async () => (await fetch(`${plain}/open/api/v1/query?query=up`)).text(),
      (text) => text.includes('kubernetes-service-endpoints'),
    );
  });

  beforeEach(async () => {
    const [opened] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(opened);
    folder = vscode.Uri.joinPath(opened.uri, `notebook-${(count += 1)}`);
    await vscode.workspace.fs.createDirectory(folder);
    await clearRequests();
  });

  afterEach(async () => {
    Object.assign(api.ask, real);
    await mend();
    await vscode.workspace.saveAll(false);
    await run('workbench.action.revertAndCloseActiveEditor');
    await run('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(folder, { recursive: true });
  });

  interface Front {
    datasource?: string | undefined;
    range?: string;
    step?: string;
  }

  async function open(queries: readonly string[], front: Front = {}): Promise<vscode.NotebookDocument> {
    const head = Object.entries({ datasource: arn, range: '10m', step: '15s', ...front })
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => `${key}: ${value}\n`);
    const text = `---\n${head.join('')}---\n\n${queries.map((query) => `${fence}promql\n${query}\n${fence}\n`).join('\n')}`;
    // A name of its own: VS Code keeps what was open for a while.
    const uri = vscode.Uri.joinPath(folder, `${(files += 1)}.promql.md`);
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    const notebook = await vscode.workspace.openNotebookDocument(uri);
    await vscode.window.showNotebookDocument(notebook);
    return notebook;
  }

  async function execute(notebook: vscode.NotebookDocument, index: number): Promise<vscode.NotebookCell> {
    const cell = notebook.cellAt(index);
    const before = cell.executionSummary?.timing?.endTime;
    await run('notebook.cell.execute', {
      ranges: [{ start: index, end: index + 1 }],
      document: notebook.uri,
    });
    await until(
      () => Promise.resolve(cell.executionSummary?.timing?.endTime),
      (end) => end !== undefined && end !== before,
    );
    return cell;
  }

  function shownOf(cell: vscode.NotebookCell): Shown {
    const item = cell.outputs.flatMap(({ items }) => items).find(({ mime }) => mime === shownMime);
    assert.ok(item, `only ${JSON.stringify(textsOf(cell))}`);
    // Node's own buffers lie anywhere in their memory.
    const shown = decodeShown(Uint8Array.from(item.data));
    assert.ok(shown);
    return shown;
  }

  const textsOf = (cell: vscode.NotebookCell): string[] =>
    cell.outputs
      .flatMap(({ items }) => items)
      .filter(({ mime }) => mime !== shownMime)
      .map(({ data }) => new TextDecoder().decode(data));

  const waits = {
    kind: 'latency',
    service: 'gateway',
    operation: 'QueryMetrics',
    latencyMs: 40_000,
  } as const;

  it('asks the workspace that the front matter names, signed by the profile of its account', async () => {
    const notebook = await open(['up', '# @instant\n# @name now\nup']);
    assert.match(arn, new RegExp(`:${region}:${account}:`));
    const range = shownOf(await execute(notebook, 0));
    assert.equal(range.answer.result.kind, 'range');
    assert.equal(range.about.plan.kind, 'range');
    const instant = await execute(notebook, 1);
    const { answer, about } = shownOf(instant);
    assert.equal(answer.result.kind, 'instant');
    assert.equal(about.name, 'now');
    assert.ok((answer.stats?.totalSamples ?? 0) > 0);
    assert.ok((about.dollars ?? 0) > 0);
    // For diffs, other renderers and screen readers.
    assert.match(textsOf(instant).join(''), /kubernetes-service-endpoints/);
    assert.deepEqual(
      [notebook.cellAt(0), instant].map((cell) => cell.executionSummary?.executionOrder),
      [1, 2],
    );
    const sent = await requestsTo('gateway', 'QueryMetrics');
    assert.deepEqual(
      sent.map(({ status }) => status),
      [200, 200],
    );
    assert.equal(notebook.isDirty, false);
  });

  it('finds a workspace by its alias', async () => {
    const notebook = await open(['# @instant\nup'], { datasource: `${fedAlias}@${region}` });
    assert.equal(shownOf(await execute(notebook, 0)).answer.result.kind, 'instant');
  });

  it('asks CloudWatch for its own PromQL', async () => {
    const notebook = await open(['# @instant\nvector(42)'], { datasource: `cloudwatch@${region}` });
    assert.equal(shownOf(await execute(notebook, 0)).answer.result.kind, 'instant');
    assert.equal((await requestsTo('gateway', 'QueryMetrics')).length, 0);
  });

  it('finds the profile whose account the workspace is in, and asks once where several fit', async () => {
    const profiles = ['lab-other', 'lab', 'lab-readonly'];
    await connect(profiles.map((profile) => ({ profile, regions: [region] })));
    await api.connections.load();
    await run('adot.notebook.forgetHosts');
    try {
      let asked = 0;
      api.ask.pick = async (items) => {
        asked += 1;
        return (await items).find(({ label }) => label === 'lab');
      };
      const byArn = await open(['# @instant\nup']);
      shownOf(await execute(byArn, 0));
      assert.equal(asked, 0);
      const [first] = await requestsTo('gateway', 'QueryMetrics');
      assert.match(first?.identity ?? '', new RegExp(`::${account}:user/lab$`));

      await run('workbench.action.closeAllEditors');
      const byAlias = await open(['# @instant\nup'], { datasource: `${fedAlias}@${region}` });
      shownOf(await execute(byAlias, 0));
      shownOf(await execute(byAlias, 0));
      assert.equal(asked, 1);
    } finally {
      await connect([{ profile: 'lab', regions: [region] }]);
      await api.connections.load();
      await run('adot.notebook.forgetHosts');
    }
  });

  it('takes the one profile that has a workspace of the alias, whatever others cannot tell', async () => {
    await connect(['lab-other', 'lab-stale', 'lab'].map((profile) => ({ profile, regions: [region] })));
    await api.connections.load();
    await run('adot.notebook.forgetHosts');
    try {
      api.ask.pick = () => assert.fail('asked');
      const notebook = await open(['# @instant\nup'], { datasource: `${fedAlias}@${region}` });
      shownOf(await execute(notebook, 0));
      const [first] = await requestsTo('gateway', 'QueryMetrics');
      assert.match(first?.identity ?? '', new RegExp(`::${account}:user/lab$`));
    } finally {
      await connect([{ profile: 'lab', regions: [region] }]);
      await api.connections.load();
      await run('adot.notebook.forgetHosts');
    }
  });

  it('shows the answer another way when the query says so, without asking again', async () => {
    const notebook = await open(['# @instant\nvector(42)']);
    const cell = await execute(notebook, 0);
    const [order, asked] = [
      cell.executionSummary?.executionOrder,
      await requestsTo('gateway', 'QueryMetrics'),
    ];
    const edit = new vscode.WorkspaceEdit();
    edit.insert(cell.document.uri, new vscode.Position(0, 0), '# @chart table\n');
    await vscode.workspace.applyEdit(edit);
    await until(
      () => Promise.resolve(shownOf(cell).about.chart),
      (chart) => chart === 'table',
    );
    assert.equal(cell.executionSummary?.executionOrder, order);
    assert.equal((await requestsTo('gateway', 'QueryMetrics')).length, asked.length);
  });

  it('edits a directive from the status bar, in one step of undo', async () => {
    const notebook = await open(['# @instant\n# @name a\nup']);
    const { document } = notebook.cellAt(0);
    api.ask.pick = async (items) => (await items).find(({ label }) => label === '6h');
    await run('adot.notebook.editDirective', document.uri.toString(), 'range');
    assert.equal(document.getText(), '# @name a\n# @range 6h\nup');
    await run('notebook.cell.edit');
    await run('undo');
    assert.equal(document.getText(), '# @instant\n# @name a\nup');
    api.ask.pick = async (items) => (await items).find(({ label }) => label === '# @expect');
    api.ask.input = (options) => {
      assert.equal(typeof options.validateInput?.('five'), 'string');
      assert.equal(options.validateInput?.('> 5'), undefined);
      return Promise.resolve('> 5');
    };
    await run('adot.notebook.editDirective', document.uri.toString());
    assert.equal(document.getText(), '# @instant\n# @name a\n# @expect > 5\nup');
  });

  it('runs what a query needs first, and no more than that', async () => {
    const notebook = await open([
      '# @instant\nvector(2) * ${factor.value}',
      '# @name factor\n# @instant\nscalar(vector(21))',
      '# @instant\nvector(0)',
    ]);
    const { result } = shownOf(await execute(notebook, 0)).answer;
    assert.ok(result.kind === 'instant');
    assert.deepEqual([...result.values], [42]);
    assert.equal(notebook.cellAt(1).executionSummary?.success, true);
    assert.equal(notebook.cellAt(2).executionSummary?.success, undefined);
  });

  it('refuses queries that need each other', async () => {
    const notebook = await open(['# @name a\n${b}', '# @name b\n${a.value}']);
    const cell = await execute(notebook, 0);
    assert.equal(cell.executionSummary?.success, false);
    assert.deepEqual(await requestsTo('gateway', 'QueryMetrics'), []);
  });

  it('shows what the server refuses in its own words, at the place it means, until the text changes', async () => {
    const notebook = await open(['# @instant\nsum(up) +\n  nosuch(up)']);
    const cell = await execute(notebook, 0);
    assert.equal(cell.executionSummary?.success, false);
    assert.match(textsOf(cell).join(''), /unknown function with name \\?"nosuch/);
    const { uri } = cell.document;
    const isOurs = ({ code }: vscode.Diagnostic): boolean => code === 'notebook/query-failed';
    const [found] = (await diagnosticsOf(uri, (all) => all.some(isOurs))).filter(isOurs);
    assert.equal(found && cell.document.getText(found.range), 'nosuch');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(2, 0), ' ');
    await vscode.workspace.applyEdit(edit);
    await diagnosticsOf(uri, (all) => !all.some(isOurs));
  });

  it('offers a step that will do where there are too many points', async () => {
    const notebook = await open(['# @range 30d\n# @step 1s\nup']);
    const cell = await execute(notebook, 0);
    assert.deepEqual(await requestsTo('gateway', 'QueryMetrics'), []);
    const { uri } = cell.document;
    await diagnosticsOf(uri, (all) => all.length > 0);
    const whole = new vscode.Range(0, 0, 3, 0);
    const actions = await run<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, whole);
    const fix = actions.find(({ title }) => title.includes('# @step'));
    assert.ok(fix?.edit);
    await vscode.workspace.applyEdit(fix.edit);
    assert.match(cell.document.getText(), /^# @range 30d\n# @step \d+[mh]\nup$/);
    assert.equal((await execute(notebook, 0)).executionSummary?.success, true);
  });

  it('lets go of the server when it is cancelled', async () => {
    const notebook = await open(['# @instant\nup']);
    await spoil(waits);
    const cell = notebook.cellAt(0);
    const started = Date.now();
    void run('notebook.cell.execute', { ranges: [{ start: 0, end: 1 }], document: notebook.uri });
    await until(
      () => Promise.resolve(cell.executionSummary?.executionOrder),
      (order) => order !== undefined,
    );
    // Until the request is at the server.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await run('notebook.cell.cancelExecution', { ranges: [{ start: 0, end: 1 }], document: notebook.uri });
    await mend();
    assert.equal(shownOf(await execute(notebook, 0)).answer.result.kind, 'instant');
    assert.ok(Date.now() - started < waits.latencyMs / 2);
    assert.equal(cell.executionSummary?.success, true);
  });

  it('keeps to the budget of a query, and says when it is too small', async () => {
    const notebook = await open(['# @budget 1\n# @step 1s\nup']);
    const cell = notebook.cellAt(0);
    // The first scrapes of the lab may still be to come.
    await until(
      async () => (await execute(notebook, 0)).executionSummary?.success,
      (success) => success === false,
    );
    assert.match(textsOf(cell).join(''), /samples/i);
  });

  it('gives up a query after the time that the settings say', async () => {
    const settings = vscode.workspace.getConfiguration('adot');
    await settings.update('notebook.timeoutSeconds', 1, vscode.ConfigurationTarget.Workspace);
    try {
      const notebook = await open(['# @instant\nup']);
      await spoil(waits);
      const cell = await execute(notebook, 0);
      assert.equal(cell.executionSummary?.success, false);
    } finally {
      await settings.update('notebook.timeoutSeconds', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it('tells which expectations hold', async () => {
    const notebook = await open([
      '# @expect > 0\n# @instant\nvector(1)',
      '# @expect > 5\n# @instant\nvector(1)',
    ]);
    assert.equal((await execute(notebook, 0)).executionSummary?.success, true);
    const bad = await execute(notebook, 1);
    assert.equal(bad.executionSummary?.success, false);
    assert.equal(shownOf(bad).answer.result.kind, 'instant');
    assert.match(textsOf(bad).join(''), /> 5/);
  });

  it('asks for a data source where none is named, and writes it down', async () => {
    const notebook = await open(['# @instant\nup'], { datasource: undefined });
    api.ask.pick = async (items) => {
      const all = await items;
      const item = all.find(({ label, kind }) => kind === undefined && label === fedAlias);
      assert.ok(item, all.map(({ label }) => label).join());
      return item;
    };
    assert.equal(shownOf(await execute(notebook, 0)).answer.result.kind, 'instant');
    assert.match((notebook.metadata as { head: string }).head, new RegExp(`^datasource: ${arn}$`, 'm'));
    assert.equal(notebook.isDirty, true);
  });

  it('keeps an answer in the file where the settings ask for it', async () => {
    const settings = vscode.workspace.getConfiguration('adot');
    await settings.update('notebook.saveOutputs', 'full', vscode.ConfigurationTarget.Workspace);
    try {
      const notebook = await open(['# @instant\nvector(42)']);
      await execute(notebook, 0);
      await until(() => Promise.resolve(notebook.isDirty), Boolean);
      await notebook.save();
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(notebook.uri));
      assert.match(text, /```promql\n# @instant\nvector\(42\)\n```\n\n```text[^\n]*\n[^`]*42[^`]*\n```\n$/);
    } finally {
      await settings.update('notebook.saveOutputs', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it('exports a query as values, a command line, a dashboard and rules', async () => {
    const notebook = await open([
      '# @name answer\n# @expect > 0 within 5m\n# @instant\nvector(${half.value} * 2)',
      '# @name half\n# @instant\nvector(21)',
    ]);
    await execute(notebook, 0);
    const as = async (format: RegExp): Promise<string> => {
      const uri = vscode.Uri.joinPath(folder, `export-${format.source.length}`);
      api.ask.pick = async (items) => {
        const item = (await items).find(({ label }) => format.test(label));
        assert.ok(item);
        return item;
      };
      api.ask.input = () => Promise.resolve('team:answer');
      api.ask.saveFile = () => Promise.resolve(uri);
      await run('adot.notebook.export', notebook.cellAt(0));
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    };
    assert.match(await as(/CSV/), /^time,.*value\r?\n20\d\d-[^\n]*,42\r?\n$/);
    assert.match(await as(/JSON$/), /"resultType":"vector".*"42"/);
    assert.match(await as(/Dashboard/), /"expr": ?"vector\(21 \* 2\)"/);
    assert.match(await as(/Recording/), /record: team:answer\n\s+expr: \|-\n\s+vector\(21 \* 2\)/);
    assert.match(await as(/Alerting/), /alert: Answer[^]*for: 5m/);
    await as(/Command/).catch(() => undefined);
    const line = await vscode.env.clipboard.readText();
    assert.match(line, /^awscurl .*--service aps.*query=vector.*\/api\/v1\/query$/);
    assert.doesNotMatch(line, /AKIA|[Ss]ignature/);
  });

  it('explains what each part of a query came to, below it', async () => {
    const notebook = await open(['# @instant\nsum(up) + vector(1)']);
    await execute(notebook, 0);
    await run('adot.notebook.explain', notebook.cellAt(0));
    const [formatted, plain] = notebook.cellAt(0).outputs.at(-1)?.items ?? [];
    assert.deepEqual([formatted?.mime, plain?.mime], ['text/markdown', 'text/plain']);
    assert.match(new TextDecoder().decode(formatted?.data), /^- `\+`[^]*\n {2}- `sum`[^]*\n {4}- `up`/);
    assert.match(new TextDecoder().decode(plain?.data), /^\+: 1 series[^]*\n {2}sum: 1 series[^]*\n {4}up: /);
  });

  it('writes a report that any forge shows', async () => {
    const notebook = await open(['# @instant\nvector(42)']);
    await execute(notebook, 0);
    const report = vscode.Uri.joinPath(folder, 'report.md');
    api.ask.saveFile = () => Promise.resolve(report);
    await run('adot.notebook.exportReport');
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(report));
    assert.match(text, /```promql\n# @instant\nvector\(42\)\n```[^]*42/);
  });

  it('opens the verification of a workspace, filled in', async () => {
    await run('adot.notebook.openForWorkspace', await find(api, ...amp, fedAlias));
    const notebook = vscode.window.activeNotebookEditor?.notebook;
    assert.ok(notebook?.isUntitled);
    assert.match((notebook.metadata as { head: string }).head, new RegExp(`^datasource: ${arn}$`, 'm'));
    const index = notebook.getCells().findIndex(({ kind }) => kind === vscode.NotebookCellKind.Code);
    assert.equal((await execute(notebook, index)).executionSummary?.success, true);
  });

  describe('at an address that is no AWS', () => {
    let server: Server;
    let url: string;
    let seen: IncomingHttpHeaders[] = [];
    let questions: string[] = [];

    before(async () => {
      server = createServer(({ headers, url: path = '' }, response) => {
        // The language asks for names too, once it may.
        if (path.startsWith('/api/v1/query')) {
          seen.push(headers);
        }
        if (headers.authorization === undefined) {
          response.writeHead(401, { 'www-authenticate': 'Basic' }).end('who are you?');
          return;
        }
        const data = { resultType: 'vector', result: [{ metric: {}, value: [1, '7'] }] };
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ status: 'success', data }));
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    after(() => void server.close());
    beforeEach(() => {
      seen = [];
      questions = [];
    });

    function answer(isAllowed: boolean): void {
      api.ask.confirm = ({ message }) => {
        questions.push(message);
        return Promise.resolve(isAllowed);
      };
    }

    it('asks a Prometheus behind a proxy that wants credentials', async () => {
      answer(true);
      const prometheus = await endpointOf('prometheus');
      const { origin } = new URL(prometheus);
      const ways: [door: string, picked: number, typed: string[]][] = [
        ['basic', 0, ['lab', 'prom:pässword']],
        ['bearer', 1, ['lab.bearer.token']],
        ['header', 2, ['X-Scope-OrgID', 'lab']],
      ];
      for (const [door, picked, typed] of ways) {
        const notebook = await open(['# @instant\nvector(42)'], { datasource: `${origin}/${door}` });
        const refused = await execute(notebook, 0);
        assert.equal(refused.executionSummary?.success, false, door);
        api.ask.pick = async (items) => (await items)[picked];
        api.ask.input = () => Promise.resolve(typed.shift());
        await run('adot.notebook.setCredentials', origin);
        assert.equal(shownOf(await execute(notebook, 0)).answer.result.kind, 'instant', door);
        api.ask.pick = async (items) => (await items)[0];
        await run('adot.notebook.removeCredentials');
        await run('workbench.action.closeAllEditors');
      }
      assert.equal(questions.length, 1);
    });

    it('sends nothing before that was allowed once, and no credentials that nobody gave', async () => {
      const notebook = await open(['# @instant\nup'], { datasource: url });
      answer(false);
      assert.equal((await execute(notebook, 0)).executionSummary?.success, false);
      assert.equal(seen.length, 0);
      assert.equal(questions.length, 1);
      assert.ok(questions[0]?.includes(new URL(url).host));

      answer(true);
      assert.equal((await execute(notebook, 0)).executionSummary?.success, false);
      assert.deepEqual(
        seen.map(({ authorization }) => authorization),
        [undefined],
      );
      await execute(notebook, 0);
      assert.equal(questions.length, 2);

      const typed = ['me', 'hush:hush'];
      api.ask.pick = async (items) => (await items)[0];
      api.ask.input = () => Promise.resolve(typed.shift());
      await run('adot.notebook.setCredentials', url);
      assert.equal(shownOf(await execute(notebook, 0)).answer.result.kind, 'instant');
      assert.equal(seen.at(-1)?.authorization, `Basic ${Buffer.from('me:hush:hush').toString('base64')}`);

      await run('adot.notebook.removeCredentials');
      await run('adot.notebook.forgetHosts');
      answer(false);
      const before = seen.length;
      await execute(notebook, 0);
      assert.equal(seen.length, before);
    });
  });
});
