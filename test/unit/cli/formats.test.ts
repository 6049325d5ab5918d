import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { asGithub } from '../../../src/cli/github.ts';
import { asHuman } from '../../../src/cli/human.ts';
import { asJson } from '../../../src/cli/json.ts';
import { checkedFiles, linesOf } from '../../../src/cli/report.ts';
import type { CheckedFile } from '../../../src/cli/report.ts';
import { asSarif } from '../../../src/cli/sarif.ts';
import type { Problem } from '../../../src/problem.ts';

const text = 'kind: Service\r\nmetadata:\r\n\tname: 日本 <YOUR_NAME> x\r\n';
const at = (part: string): Problem['span'] => {
  const start = text.indexOf(part);
  return { start, end: start + part.length };
};
const error: Problem = {
  code: 'placeholder/left',
  severity: 'error',
  message: '100 % wrong: a,\nb',
  span: at('<YOUR_NAME>'),
};
const hint: Problem = { ...error, code: 'yaml/syntax', severity: 'hint', span: at('metadata:\r\n\tname') };
const files: readonly CheckedFile[] = [{ path: 'a b/c:d,e.yaml', text, problems: [hint, error] }];

describe('places in a text', () => {
  const places: readonly [part: string, place: readonly number[]][] = [
    ['kind', [1, 1, 1, 5]],
    ['metadata:', [2, 1, 2, 10]],
    ['<YOUR_NAME>', [3, 11, 3, 22]],
    ['metadata:\r\n\tname', [2, 1, 3, 6]],
  ];
  for (const [part, [line, column, endLine, endColumn]] of places) {
    it(`are counted from one: ${JSON.stringify(part)}`, () => {
      assert.deepEqual(linesOf(text).placeOf(at(part)), { line, column, endLine, endColumn });
    });
  }

  it('are found behind the last line break too', () => {
    const end = { start: text.length, end: text.length };
    assert.deepEqual(linesOf(text).placeOf(end), { line: 4, column: 1, endLine: 4, endColumn: 1 });
  });

  it('have lines without their breaks', () => assert.equal(linesOf(text).lineAt(1), 'kind: Service'));
});

it('files are reported in the order of their paths, those without problems too', () => {
  const sources = [
    { path: 'b.yaml', text: '' },
    { path: 'a.yaml', text },
  ];
  assert.deepEqual(checkedFiles(sources, new Map([['a.yaml', [error]]])), [
    { path: 'a.yaml', text, problems: [error] },
    { path: 'b.yaml', text: '', problems: [] },
  ]);
});

it('JSON is a list of objects with the places', () => {
  assert.deepEqual((JSON.parse(asJson(files)) as unknown[])[1], {
    ...{ file: 'a b/c:d,e.yaml', code: 'placeholder/left', severity: 'error', message: error.message },
    ...{ line: 3, column: 11, endLine: 3, endColumn: 22 },
  });
});

it('GitHub gets one command a line, escaped, with columns on one line only', () => {
  assert.deepEqual(asGithub(files).split('\n'), [
    '::notice file=a b/c%3Ad%2Ce.yaml,line=2,endLine=3,title=yaml/syntax::100 %25 wrong: a,%0Ab',
    '::error file=a b/c%3Ad%2Ce.yaml,line=3,endLine=3,col=11,endColumn=22,title=placeholder/left::100 %25 wrong: a,%0Ab',
    '',
  ]);
});

describe('SARIF', () => {
  const page = 'file:///docs/rules.md#placeholderleft';
  const rules = [
    { code: 'placeholder/left', title: 'Left', severity: 'warning' as const, page },
    { code: 'yaml/other', title: 'Other', severity: 'error' as const, page },
  ];
  const log = JSON.parse(asSarif(files, { name: 'tool', version: '1.2.3', rules })) as {
    version: string;
    runs: {
      tool: { driver: { name: string; semanticVersion: string; rules: object[] } };
      artifacts: object[];
      results: { ruleId: string; ruleIndex?: number; level: string; locations: object[] }[];
    }[];
  };
  const [run] = log.runs;

  it('is version 2.1.0 with the tool and the rules that found something', () => {
    assert.equal(log.version, '2.1.0');
    assert.deepEqual(run?.tool.driver, {
      name: 'tool',
      semanticVersion: '1.2.3',
      rules: [
        {
          id: 'placeholder/left',
          shortDescription: { text: 'Left' },
          helpUri: page,
          defaultConfiguration: { level: 'warning' },
        },
      ],
    });
  });

  it('has levels of its own and refers to rules and files by number', () => {
    assert.deepEqual(
      run?.results.map(({ ruleId, ruleIndex, level }) => [ruleId, ruleIndex, level]),
      [
        ['yaml/syntax', undefined, 'note'],
        ['placeholder/left', 0, 'error'],
      ],
    );
  });

  it('has places whose paths are relative references', () => {
    assert.deepEqual(run?.results[1]?.locations, [
      {
        physicalLocation: {
          artifactLocation: { uri: 'a%20b/c%3Ad%2Ce.yaml', index: 0 },
          region: { startLine: 3, startColumn: 11, endLine: 3, endColumn: 22 },
        },
      },
    ]);
  });
});

describe('for people', () => {
  const lines = asHuman(files, false).split('\n');

  it('each file is named once, each problem has its line and carets below what is wrong', () => {
    assert.equal(lines[0], 'a b/c:d,e.yaml');
    assert.equal(lines[5], '    3 |  name: 日本 <YOUR_NAME> x');
    // Wide characters take two columns of a terminal.
    assert.equal(lines[6], `      | ${' '.repeat(' name: 日本 '.length + 2)}${'^'.repeat(11)}`);
  });

  it('control characters of a file do not reach the terminal', () => {
    const path = 'a\u001b[2J.yaml';
    const problems = [{ ...error, span: { start: 0, end: 1 }, message: 'a\u0007' }];
    const shown = asHuman([{ path, text: '\u001b]0;x', problems }], false);
    assert.doesNotMatch(shown.replaceAll('\n', ''), /\p{Cc}/u);
  });

  it('a long line is shown around the place', () => {
    const long = `${'x'.repeat(5000)}HERE${'y'.repeat(5000)}`;
    const problems = [{ ...error, span: { start: 5000, end: 5004 } }];
    const [, , shown = '', caret = ''] = asHuman([{ path: 'a', text: long, problems }], false).split('\n');
    assert.ok(shown.length < 200);
    assert.equal(shown.slice(caret.indexOf('^'), caret.lastIndexOf('^') + 1), 'HERE');
  });

  it('there is a summary', () => {
    assert.equal(lines.at(-2), '1 file checked: 1 error, 0 warnings, 1 more.');
    assert.equal(asHuman([], false), '0 files checked, no problems.\n');
  });

  it('colours only where they are wanted', () => {
    assert.ok(asHuman(files, true).includes('\u001b[31m'));
    assert.ok(!asHuman(files, false).includes('\u001b'));
  });
});
