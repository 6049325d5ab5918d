import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseTargets } from '../../../../src/otel/relabel/parseTargets.ts';

const two = [
  { __address__: 'a:1', job: 'x' },
  { __address__: 'b:1', job: 'y' },
];
const [first, second] = two;

const cases: readonly [what: string, text: string, unread?: number][] = [
  ['label sets in JSON', JSON.stringify(two)],
  ['a label set in JSON each line', two.map((one) => JSON.stringify(one)).join('\n')],
  ['label sets as Prometheus writes them', '{__address__="a:1", job="x"}\n\n{__address__="b:1",job="y",}'],
  [
    'the answer of /api/v1/targets',
    JSON.stringify({
      status: 'success',
      data: {
        activeTargets: [{ discoveredLabels: first, labels: { job: 'z' } }],
        droppedTargets: [{ discoveredLabels: second }],
      },
    }),
  ],
  [
    'groups of a file for discovery',
    JSON.stringify([
      { targets: ['a:1'], labels: { job: 'x' } },
      { targets: ['b:1'], labels: { job: 'y' } },
    ]),
  ],
  [
    'labels of the page, targets apart by an empty line',
    '__address__="a:1"\njob="x"\n\n__address__="b:1"\njob="y"\n',
  ],
  [
    'labels of the page, one target behind the other',
    '__address__="a:1"\r\njob="x"\r\n__address__="b:1"\r\njob="y"',
  ],
  [
    'what stands between other things',
    'Discovered labels\n{__address__="a:1", job="x"}\n---\n{__address__="b:1", job="y"}',
    2,
  ],
];

describe('parseTargets', () => {
  for (const [what, text, unread = 0] of cases) {
    it(`reads ${what}`, () => {
      const found = parseTargets(text);
      const sorted = found.targets.map((target) => Object.fromEntries([...target].sort()));
      assert.deepEqual(sorted, two);
      assert.equal(found.unread, unread);
    });
  }

  it('reads values with quotes and names in quotes', () => {
    const { targets } = parseTargets('{"a.b"="c\\"d\\\\e\\nf"}');
    assert.deepEqual([...(targets[0] ?? [])], [['a.b', 'c"d\\e\nf']]);
  });

  it('tells what it cannot read', () => {
    assert.deepEqual(parseTargets('nothing\n{a=b}\n"x"'), { targets: [], unread: 3 });
    assert.deepEqual(parseTargets('[1, {}, "a"]'), { targets: [], unread: 3 });
    assert.deepEqual(parseTargets(''), { targets: [], unread: 0 });
  });

  it('takes little time for much text', () => {
    const start = process.cpuUsage();
    parseTargets(`{${'a="b",'.repeat(100_000)}`);
    parseTargets('"'.repeat(200_000));
    parseTargets(`a="${'\\'.repeat(200_001)}`);
    parseTargets(' '.repeat(200_000));
    assert.ok(process.cpuUsage(start).user < 2_000_000);
  });
});
