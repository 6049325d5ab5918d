import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { datasourceText, readDatasource } from '../../../../src/notebook/frontMatter/datasource.ts';
import { readFrontMatter } from '../../../../src/notebook/frontMatter/readFrontMatter.ts';
import type { FrontMatterKey } from '../../../../src/notebook/frontMatter/readFrontMatter.ts';
import { setFrontMatter } from '../../../../src/notebook/frontMatter/setFrontMatter.ts';
import type { Datasource } from '../../../../src/notebook/model.ts';
import { seeded } from '../seeded.ts';
import { mutatedMarkdown } from '../file/mutatedMarkdown.ts';

const arn = 'arn:aws:aps:eu-west-1:012345678901:workspace/ws-0a-b';

const datasources: readonly [text: string, datasource: Datasource | undefined][] = [
  [arn, { kind: 'workspace', arn, region: 'eu-west-1', account: '012345678901', id: 'ws-0a-b' }],
  ['team a@b@us-gov-west-1', { kind: 'alias', alias: 'team a@b', region: 'us-gov-west-1' }],
  ['cloudwatch@eu-west-1', { kind: 'cloudwatch', region: 'eu-west-1' }],
  ['http://localhost:9090', { kind: 'url', url: 'http://localhost:9090' }],
  ['https://a.example/prom/api/v1/query?query=up#x', { kind: 'url', url: 'https://a.example/prom' }],
  ['https://user:secret@a.example/', { kind: 'url', url: 'https://a.example' }],
  ['http://', undefined],
  ['localhost:9090', undefined],
  ['alias@nowhere', undefined],
  ['arn:aws:aps:eu-west-1:012345678901:rule/ws-0', undefined],
  ['', undefined],
];

const problems: readonly [head: string, code: string, at: string][] = [
  ['---\ndatasource: here\n---\n', 'notebook/bad-datasource', 'here'],
  ['---\ndatasource:\n---\n', 'notebook/bad-datasource', 'datasource'],
  ['---\ndatasource: https://a:b@c.example\n---\n', 'notebook/secret-in-url', 'https://a:b@c.example'],
  ['\ufeff---\r\nrange: 1x\r\n---\r\n', 'notebook/bad-default', '1x'],
  ['---\nstep: [1]\n---\n', 'notebook/bad-default', '[1]'],
  ['---\ntimezone: Mars\n---\n', 'notebook/bad-default', 'Mars'],
  ['---\nsteps: 1m\n---\n', 'notebook/unknown-key', 'steps'],
  ['---\nwords\n---\n', 'notebook/bad-front-matter', 'words'],
  ['---\nrange: 1h\nrange: 2h\n---\n', 'yaml/duplicate-key', 'range'],
];

const set: readonly [head: string, key: FrontMatterKey, value: string | undefined, after: string][] = [
  ['', 'range', '1h', '---\nrange: 1h\n---\n\n'],
  ['\ufeff\r\n', 'range', '1h', '\ufeff---\r\nrange: 1h\r\n---\r\n\r\n'],
  ['---\n---\n', 'range', '1h', '---\nrange: 1h\n---\n'],
  ['---\nrange: 6h # c\nx: 1\n---\n\n', 'range', '1h', '---\nrange: 1h # c\nx: 1\n---\n\n'],
  ['---\nx: 1\n...\n', 'datasource', arn, `---\nx: 1\ndatasource: ${arn}\n...\n`],
  ['---\nrange:\n---\n', 'range', '1h', '---\nrange: 1h\n---\n'],
  ['---\n{range: 6h}\n---\n', 'step', '1m', '---\n{range: 6h, step: 1m}\n---\n'],
  ['---\n{range: 6h, x: 1}\n---\n', 'range', undefined, '---\n{x: 1}\n---\n'],
  ['---\nrange: 6h\nx: 1\n---\n', 'range', undefined, '---\nx: 1\n---\n'],
  ['---\nrange: |\n  6h\nx: 1\n---\n', 'range', '1h', '---\nrange: 1h\nx: 1\n---\n'],
  ['---\nx: 1\n---\n', 'datasource', 'a #b@eu-west-1', '---\nx: 1\ndatasource: "a #b@eu-west-1"\n---\n'],
  ['---\n- a\n---\n', 'range', '1h', '---\n- a\n---\n'],
  ['', 'range', undefined, ''],
];

describe('front matter', () => {
  for (const [text, datasource] of datasources) {
    it(`has a data source: ${text}`, () => assert.deepEqual(readDatasource(text), datasource));
  }

  it('is read', () => {
    const head = `\ufeff---\r\ndatasource: ${arn}\r\nrange: 6h\r\nstep: 30\r\ntimezone: Asia/Tokyo\r\ntitle: x\r\n---\r\n`;
    const { datasource, problems: none, ...rest } = readFrontMatter(head);
    assert.equal(datasource && datasourceText(datasource), arn);
    assert.deepEqual(rest, { range: 21_600, step: 30, timezone: 'Asia/Tokyo' });
    assert.deepEqual(none, []);
  });

  for (const [head, code, at] of problems) {
    it(`is judged: ${JSON.stringify(head)}`, () => {
      const found = readFrontMatter(head).problems;
      assert.deepEqual(
        found.map((problem) => [problem.code, head.slice(problem.span.start, problem.span.end)]),
        [[code, at]],
      );
    });
  }

  for (const [head, key, value, after] of set) {
    it(`is changed: ${JSON.stringify(head)} with ${key}: ${String(value)}`, () => {
      assert.equal(setFrontMatter(head, key, value), after);
    });
  }

  it('never throws, and has its problems inside of itself', () => {
    const random = seeded(5);
    for (let round = 0; round < 2000; round += 1) {
      const head = `---\n${mutatedMarkdown(random)}\n---\n`;
      for (const { span } of readFrontMatter(head).problems) {
        assert.ok(0 <= span.start && span.start <= span.end && span.end <= head.length);
      }
      setFrontMatter(head, 'range', random(2) === 0 ? '1h' : undefined);
    }
  });

  it('has a new value, and everything else as it was, wherever the key stands', () => {
    const random = seeded(8);
    const lines = [
      ...[
        'range: 6h',
        'range: "6h" # c',
        'range:',
        'range: |\n  6h',
        "'range' : 6h",
        '# range: 6h',
        'step: 30s',
        'x: {range: 6h}',
      ],
      ...[
        'datasource: a@eu-west-1',
        'tags: [a, b]',
        'tags:\n- a\n- b',
        'text: >-\n  range: 6h\n\n  b',
        '',
        'y: &a 1',
        'z: *a',
      ],
      ...['nested:\n  range: 2h # c\n  k: v', 'timezone: UTC', 'é: "\\u00e9"', '? k\n: v', "title: it's: no"],
    ];
    let count = 0;
    for (let round = 0; round < 3000; round += 1) {
      const body = Array.from({ length: random(6) }, () => `${lines[random(lines.length)] ?? ''}\n`).join('');
      const head = `---\n${body}---\n`.replaceAll('\n', random(3) === 0 ? '\r\n' : '\n');
      const before = readFrontMatter(head);
      const isSound = before.problems.every(({ code }) => !code.startsWith('yaml/'));
      if (!isSound) {
        continue;
      }
      count += 1;
      const after = readFrontMatter(setFrontMatter(head, 'range', '1h'));
      assert.equal(after.range, 3600, head);
      assert.deepEqual(
        [after.step, after.datasource, after.timezone],
        [before.step, before.datasource, before.timezone],
      );
      assert.deepEqual(
        after.problems.filter(({ code }) => code.startsWith('yaml/')),
        [],
        head,
      );
      const out = setFrontMatter(head, 'range', undefined);
      const without = readFrontMatter(out);
      assert.equal(without.range, undefined, head);
      assert.deepEqual(
        [without.step, without.datasource, without.timezone],
        [before.step, before.datasource, before.timezone],
      );
      assert.deepEqual(
        without.problems.filter(({ code }) => code.startsWith('yaml/')),
        [],
        `${head} -> ${out}`,
      );
    }
    assert.ok(count > 1000);
  });
});
