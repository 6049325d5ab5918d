import * as assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { after, before, describe, it } from 'mocha';
import { json, serve } from '../aws/local.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

interface Build {
  buildExtension(options: { production: boolean; outdir: string }): Promise<unknown>;
}

/** A Namespace of which something waits to be filled in. */
const left = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: <YOUR_NAME>\n';
const broken = `${left}  labels: { a: [ }\n`;

const notebook = '# A\n\n```promql\n# @name a\n# @expect > 0\nup\n```\n';

describe('adot-workbench, built', function () {
  // Making the bundles short takes its time.
  this.timeout(180_000);
  let house: string;
  let work: string;

  before(async () => {
    house = mkdtempSync(join(tmpdir(), 'adot-cli-'));
    work = join(house, 'work');
    for (const name of ['package.json', 'schemas', 'l10n', 'docs']) {
      symlinkSync(join(root, name), join(house, name));
    }
    const build = (await import(new URL('../../../build.js', import.meta.url).href)) as Build;
    await build.buildExtension({ production: true, outdir: relative(root, join(house, 'dist')) });
    const files: Record<string, string> = {
      'bare.promql.md': notebook,
      'url.promql.md': `---\ndatasource: http://127.0.0.1:9\n---\n${notebook}`,
      'good.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n',
      'left.yaml': left,
      'broken.yml': broken,
      'foreign.yaml': 'on: push\njobs: [\n',
      'pretty.promql': 'sum by (job) (up)\n',
      'ugly.promql': 'sum(up)by(job) # why\n---\nup\n',
      'cut.promql': 'up\n---\nsum(up\n',
      'queries.md': '# x\n\n```promql\nup{job=~"a"}\n```\n',
      'readme.md': '# x\n',
      'tree/.gitignore': 'generated/\n',
      'tree/a.yaml': left,
      'tree/b/c.yml': left,
      'tree/b/notes.txt': left,
      'tree/generated/d.yaml': left,
      'tree/node_modules/e.yaml': left,
      'tree/.git/f.yaml': left,
    };
    mkdirSync(work);
    writeFileSync(join(work, 'latin.promql.md'), Uint8Array.of(0x61, 0x62, 0xe9, 0x0a));
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(work, name)), { recursive: true });
      writeFileSync(join(work, name), text);
    }
  });

  after(() => {
    rmSync(house, { recursive: true, force: true });
  });

  function run(args: readonly string[], { input = '', env = {} }: { input?: string; env?: object } = {}) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(house, 'dist/cli.js'), ...args], {
      cwd: work,
      encoding: 'utf8',
      input,
      env: { PATH: process.env['PATH'], ...env },
    });
    return { status, stdout, stderr };
  }

  const filesOf = (stdout: string): string[] => [
    ...new Set((JSON.parse(stdout) as { file: string }[]).map(({ file }) => file)),
  ];

  it('runs a notebook: an answer, what it expects, and credentials from the environment', async () => {
    const server = await serve((request, response) => {
      const isKnown = request.headers.authorization === `Basic ${btoa('me:secret')}`;
      const result = { resultType: 'matrix', result: [{ metric: { job: 'a' }, values: [[1, '1']] }] };
      json(response, isKnown ? { status: 'success', data: result } : {}, { status: isKnown ? 200 : 401 });
    });
    const go = (...args: string[]) =>
      promisify(execFile)(process.execPath, [join(house, 'dist/cli.js'), 'run', 'bare.promql.md', ...args], {
        cwd: work,
        env: {
          PATH: process.env['PATH'],
          ADOT_PROMETHEUS_USERNAME: 'me',
          ADOT_PROMETHEUS_PASSWORD: 'secret',
        },
      });
    try {
      const { stdout } = await go('--url', server.url, '--junit', 'out.xml');
      assert.match(stdout, /^bare\.promql\.md → http:\/\/127\.0\.0\.1:\d+\n\n/);
      assert.match(stdout, /\n1 passed, 0 failed, 0 without expectations /);
      assert.match(readFileSync(join(work, 'out.xml'), 'utf8'), /tests="1" failures="0" errors="0"/);
      assert.equal(server.seen.length, 1);
    } finally {
      await server.close();
    }
    await assert.rejects(
      go('--url', server.url, '--format', 'json'),
      (error: { code: number; stdout: string }) => {
        assert.equal(error.code, 2);
        assert.match(error.stdout, /"verdict": "error"/);
        return true;
      },
    );
  });

  it('tells how to run a notebook', () => {
    assert.match(run(['run', '--help']).stdout, /ADOT_PROMETHEUS_TOKEN/);
  });

  it('says its version and its help', () => {
    assert.match(run(['--version']).stdout, /^\d+\.\d+\.\d+\n$/);
    assert.match(run(['--help']).stdout, /^Usage: adot-workbench check /);
  });

  it('ends with 0 where nothing is an error', () => {
    assert.deepEqual(run(['check', 'good.yaml', 'foreign.yaml']), {
      ...{ status: 0, stdout: '2 files checked, no problems.\n', stderr: '' },
    });
    assert.equal(run(['check', 'left.yaml']).status, 0);
  });

  it('ends with 1 where something is one', () => {
    assert.equal(run(['check', 'broken.yml']).status, 1);
    assert.equal(run(['check', 'left.yaml', '--severity', 'placeholder/left=error']).status, 1);
  });

  it('a level that is off hides a finding', () => {
    const { stdout } = run(['check', 'left.yaml', '--severity', 'placeholder/left=off', '--format', 'json']);
    assert.deepEqual(JSON.parse(stdout), []);
  });

  it('searches folders, without what git leaves out', () => {
    const { stdout } = run(['check', './tree', '--format', 'json']);
    assert.deepEqual(filesOf(stdout), ['tree/a.yaml', 'tree/b/c.yml']);
    assert.deepEqual(filesOf(run(['check', '.', '--format', 'json']).stdout).includes('tree/a.yaml'), true);
  });

  it('reads standard input', () => {
    const { stdout } = run(['check', '-', '--format', 'json'], { input: left });
    assert.deepEqual(filesOf(stdout), ['-']);
  });

  it('speaks JSON, SARIF and to GitHub', () => {
    const [first] = JSON.parse(run(['check', 'left.yaml', '--format', 'json']).stdout) as object[];
    assert.deepEqual(first, {
      ...{ file: 'left.yaml', code: 'placeholder/left', severity: 'warning' },
      ...{ message: '<YOUR_NAME> still has to be filled in.' },
      ...{ line: 4, column: 9, endLine: 4, endColumn: 20 },
    });
    const sarif = JSON.parse(run(['check', 'left.yaml', '--format=sarif']).stdout) as {
      runs: { results: { ruleId: string }[]; tool: { driver: { rules: { helpUri: string }[] } } }[];
    };
    assert.equal(sarif.runs[0]?.results[0]?.ruleId, 'placeholder/left');
    assert.match(
      sarif.runs[0]?.tool.driver.rules[0]?.helpUri ?? '',
      /^file:.*docs\/rules\.md#placeholderleft$/,
    );
    assert.match(run(['check', 'left.yaml', '--format=github']).stdout, /^::warning file=left\.yaml,line=4,/);
  });

  it('speaks Japanese where the locale does', () => {
    const japanese = run(['check', 'left.yaml'], { env: { LANG: 'ja_JP.UTF-8' } }).stdout;
    assert.match(japanese, /警告/);
    assert.match(
      run(['check', 'left.yaml'], { env: { LANG: 'ja_JP.UTF-8', LC_ALL: 'C' } }).stdout,
      /warning/,
    );
  });

  it('checks queries', () => {
    const { status, stdout } = run(['check', 'cut.promql', 'queries.md', 'readme.md', '--format', 'json']);
    assert.equal(status, 1);
    assert.deepEqual(
      (JSON.parse(stdout) as { file: string; code: string }[]).map(({ file, code }) => `${file} ${code}`),
      ['cut.promql promql/syntax', 'queries.md promql/plain-regex'],
    );
  });

  it('formats files in place, and only those that change', () => {
    const written = (): string => readFileSync(join(work, 'ugly.promql'), 'utf8');
    assert.deepEqual(run(['format', '--check', 'pretty.promql', 'ugly.promql']), {
      ...{ status: 1, stdout: 'ugly.promql\n', stderr: '' },
    });
    assert.match(written(), /^sum\(up\)by/);
    const old = statSync(join(work, 'pretty.promql')).mtimeMs;
    assert.deepEqual(run(['format', 'pretty.promql', 'ugly.promql']), {
      ...{ status: 0, stdout: 'ugly.promql\n', stderr: '' },
    });
    assert.equal(written(), 'sum by (job) (up) # why\n---\nup\n');
    assert.equal(statSync(join(work, 'pretty.promql')).mtimeMs, old);
    assert.equal(run(['format', '--check', 'ugly.promql']).status, 0);
    assert.deepEqual(
      readdirSync(work).filter((name) => name.endsWith('.tmp')),
      [],
    );
  });

  it('formats standard input to standard output', () => {
    assert.deepEqual(run(['format', '-'], { input: 'up  +  up' }), {
      ...{ status: 0, stdout: 'up + up\n', stderr: '' },
    });
  });

  it('says where a file cannot be formatted, and leaves it', () => {
    const { status, stdout, stderr } = run(['format', 'cut.promql']);
    assert.equal(status, 2);
    assert.equal(stdout, '');
    assert.match(stderr, /^cut\.promql:3:7: The query stops/);
  });

  it('paints nothing where no terminal looks', () => {
    assert.ok(!run(['check', 'left.yaml']).stdout.includes('\u001b'));
  });

  const refused: readonly [args: string, message: RegExp][] = [
    ['run', /^adot-workbench: Name one notebook to run/],
    ['run nothing.promql.md', /^adot-workbench: There is no file or folder nothing\.promql\.md\.\n$/],
    ['run good.yaml --url http://127.0.0.1:9', /^adot-workbench: There are no queries in good\.yaml\. /],
    ['run latin.promql.md', /^adot-workbench: .* its byte 3 is not part of UTF-8 text\. /],
    [
      'run bare.promql.md',
      /^adot-workbench: The notebook names no data source\. .*--url or --workspace\.\n$/,
    ],
    [
      'run url.promql.md',
      /^adot-workbench: The notebook wants its queries sent to http:\/\/127\.0\.0\.1:9, .*--allow-datasource/,
    ],
    ['check nothing.yaml', /^adot-workbench: There is no file or folder nothing\.yaml\.\n$/],
    ['check left.yaml --adot 0.12.0', /^adot-workbench: ADOT 0\.12\.0 is none .*\n$/],
    ['check left.yaml --fix', /^adot-workbench: There is no option --fix; .*\n$/],
    ['check left.yaml --severity no/such=off', /^adot-workbench: There is no rule no\/such\.\n$/],
    ['format', /^adot-workbench: Name the \.promql files .*\n$/],
    ['format left.yaml', /^adot-workbench: left\.yaml is no \.promql file\.\n$/],
    ['format --fix a.promql', /^adot-workbench: There is no option --fix; .*\n$/],
    ['check', /^adot-workbench: Name the files .*\n$/],
  ];
  for (const [args, message] of refused) {
    it(`ends with 2 and one sentence: ${args}`, () => {
      const { status, stdout, stderr } = run(args.split(' '));
      assert.equal(status, 2);
      assert.equal(stdout, '');
      assert.match(stderr, message);
    });
  }
});
