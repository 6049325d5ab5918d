import { after, before, beforeEach, describe, it } from 'mocha';
import type { Context } from 'mocha';
import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { createSend } from '../../../src/aws/send.ts';
import { exitStatus, runNotebook, verdictOf } from '../../../src/notebook/headless/runNotebook.ts';
import type { HeadlessOptions, RunReport } from '../../../src/notebook/headless/runNotebook.ts';
import { Trouble } from '../../../src/trouble.ts';
import { fedWorkspaceId } from '../../lab/aws/sets.ts';
import type { Service } from '../../lab/aws/service.ts';
import { startGateway } from '../../lab/data/gateway.ts';
import { plainCredentials, startPlainPrometheus } from '../../lab/data/plainPrometheus.ts';
import type { Stores } from '../../lab/data/stores.ts';
import { region } from '../../lab/names.ts';
import { makeHome } from '../aws/local.ts';
import type { Home } from '../aws/local.ts';
import { startStores, useAws } from './local.ts';
import type { TestStores } from './local.ts';
import { postWrite } from '../../lab/data/remoteWrite.ts';
import { writeBody } from './remoteWrite.ts';

const quiet = { trace: () => {}, debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const network = { noProxy: [], strictSsl: true, caPem: [] };

const notebook = `# Verify

\`\`\`promql
# @name jobs
# @instant
# @expect == 2 series
# @expect > 0
run_written{job=~"a|b[.]c"}
\`\`\`

A regular expression of the jobs above, and their number.

\`\`\`promql
# @range 2m
# @step 15s
# @expect > 0
sum by (job) (run_written{job=~"\${jobs:job}"})
\`\`\`

\`\`\`promql
# @instant
# @expect == 2
count(\${jobs})
\`\`\`

\`\`\`promql
# @expect absent
nothing_writes_this
\`\`\`

\`\`\`promql
# @expect > 100
run_written{job="a"}
\`\`\`

\`\`\`promql
sum(
\`\`\`
`;

/** Notebooks without an editor, through the lab's gateway to a real Prometheus. */
describe('a notebook is run', () => {
  const aws = useAws({ now: Date.now });
  let gateway: Service;
  let plain: Service;
  let stores: Stores;
  let running: TestStores | undefined;
  let home: Home;
  const now = Math.floor(Date.now() / 1000);

  before(async function (this: Context) {
    this.timeout(60_000);
    running = await startStores(this);
    ({ stores } = running);
    const { part } = aws;
    gateway = await startGateway({ state: part.state, stores, shared: part.shared });
    part.connect({ gatewayUrl: gateway.url });
    plain = await startPlainPrometheus(() => stores.open(fedWorkspaceId, undefined), part.shared);
    home = makeHome();
    const { accessKeyId, secretAccessKey } = part.people.admin;
    home.write(
      `[profile lab]\nregion = ${region}\nendpoint_url = ${part.endpoints.aps}\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
    );
    const url = await stores.open(fedWorkspaceId, []);
    for (const job of ['a', 'b.c', 'bxc']) {
      for (let ago = 120; ago >= 0; ago -= 15) {
        const body = writeBody({ __name__: 'run_written', job }, 5, (now - ago) * 1000);
        assert.equal((await postWrite(url, body)).status, 204);
      }
    }
  });
  after(async () => {
    await Promise.all([gateway?.stop(), plain?.stop()]);
    await running?.stop();
    home?.close();
  });
  beforeEach(() => aws.part.requests.clear());

  const run = (options: Partial<HeadlessOptions>, text = notebook): Promise<RunReport> =>
    runNotebook({
      ...{ file: 'a.promql.md', bytes: new TextEncoder().encode(text), timeoutSeconds: 20 },
      ...{ credentials: {}, signal: new AbortController().signal },
      target: { kind: 'notebook', profile: 'lab', mayUseUrl: false },
      world: {
        aws: home.aws({ now: Date.now }),
        send: createSend(network, quiet),
        env: home.env,
        now: () => now * 1000,
      },
      sleep: (ms, signal) => wait(ms, undefined, { signal }),
      ...options,
    });

  const verdicts = ['passed', 'passed', 'passed', 'passed', 'failed', 'error'];

  const check = (report: RunReport): void => {
    assert.deepEqual(
      report.cells.map(({ outcome }) => verdictOf(outcome)),
      verdicts,
      JSON.stringify(report, undefined, 1),
    );
    assert.equal(exitStatus(report), 1);
    assert.deepEqual(
      report.cells.map(({ title, line }) => [title, line]),
      [
        ['jobs', 4],
        ['query 2', 14],
        ['query 3', 21],
        ['query 4', 27],
        ['query 5', 32],
        ['query 6', 37],
      ],
    );
    const last = report.cells.at(-1)?.outcome;
    assert.ok(last?.state === 'failed');
    assert.equal(last.failure.code, 'bad_data');
    assert.match(last.failure.message, /parse error/);
    const second = report.cells[1]?.outcome;
    assert.ok(second?.state === 'done' && second.answer.result.kind === 'range');
    assert.deepEqual(
      second.answer.result.series.map(({ job }) => job),
      ['a', 'b.c'],
    );
  };

  it('in the workspace that it names, signed', async () => {
    const arn = `arn:aws:aps:${region}:111122223333:workspace/${fedWorkspaceId}`;
    check(await run({}, `---\ndatasource: ${arn}\n---\n\n${notebook}`).then(shifted(4)));
  });

  it('in the workspace that the command line names', async () => {
    const workspace = fedWorkspaceId;
    check(await run({ target: { kind: 'workspace', workspace, profile: 'lab', region: undefined } }));
  });

  it('on any server, with credentials for it', async () => {
    const { basic, bearer } = plainCredentials;
    const url = `${plain.url}/basic/api/v1/query`;
    const credentials = { username: basic.user, password: basic.password };
    check(await run({ target: { kind: 'url', url }, credentials }));
    check(await run({ target: { kind: 'url', url: `${plain.url}/bearer` }, credentials: { token: bearer } }));
  });

  it('not on a server that the notebook alone wants, and there without credentials', async () => {
    const text = `---\ndatasource: ${plain.url}/basic\n---\n\n${notebook}`;
    await assert.rejects(
      run({}, text),
      (error) => error instanceof Trouble && error.advice.code === 'datasourceNotAllowed',
    );
    const { user, password } = plainCredentials.basic;
    const report = await run(
      {
        target: { kind: 'notebook', profile: undefined, mayUseUrl: true },
        credentials: { username: user, password },
      },
      text,
    );
    assert.ok(report.cells.every(({ outcome }) => verdictOf(outcome) === 'error'));
    assert.equal(exitStatus(report), 2);
  });

  const refused: readonly [title: string, datasource: string, code: string][] = [
    ['an alias that nobody has', `no-such-alias@${region}`, 'notFound'],
    [
      'a workspace that is not there',
      `arn:aws:aps:${region}:111122223333:workspace/ws-00000000-0000-4000-8000-000000000000`,
      '',
    ],
  ];
  for (const [title, datasource, code] of refused) {
    it(`not with ${title}`, async () => {
      await assert.rejects(run({}, `---\ndatasource: ${datasource}\n---\n${notebook}`), (error) => {
        return code === '' || (error instanceof Trouble && error.advice.code === code);
      });
    });
  }
});

/** Lines as if so many stood above no more. */
function shifted(by: number): (report: RunReport) => RunReport {
  return (report) => ({ ...report, cells: report.cells.map((cell) => ({ ...cell, line: cell.line - by })) });
}
