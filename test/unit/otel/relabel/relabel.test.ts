import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { relabel } from '../../../../src/otel/relabel/relabel.ts';
import { rulesOf } from './rules.ts';

type Table = Readonly<Record<string, string>>;

/** `undefined`: the target is dropped. */
function relabelled(labels: Table, yaml: string, version?: string): Table | undefined {
  const result = relabel(new Map(Object.entries(labels)), rulesOf(yaml, version));
  return result.kept ? Object.fromEntries(result.labels) : undefined;
}

const pod = { a: 'foo', b: 'bar', c: 'baz' };

const cases: readonly [what: string, rules: string, before: Table, after: Table | undefined][] = [
  ['writes a label by default', '[{source_labels: [a], target_label: d}]', pod, { ...pod, d: 'foo' }],
  [
    'joins source labels by a semicolon, missing ones as empty',
    "[{source_labels: [a, none, b], regex: '(f.*);;(b.*)', target_label: d, replacement: $$2-$$1}]",
    pod,
    { ...pod, d: 'bar-foo' },
  ],
  [
    'leaves the old value where nothing matches',
    '[{source_labels: [a], regex: x, target_label: b}]',
    pod,
    pod,
  ],
  [
    'deletes a label when the result is empty',
    "[{source_labels: [a], target_label: b, replacement: ''}]",
    pod,
    { a: 'foo', c: 'baz' },
  ],
  [
    'makes names of labels from groups',
    "[{source_labels: [a], regex: '(.)(.*)', target_label: '$${1}_x', replacement: $$2}]",
    pod,
    { ...pod, f_x: 'oo' },
  ],
  ['keeps by the whole value', '[{source_labels: [a], regex: fo, action: keep}]', pod, undefined],
  ['drops by the whole value', '[{source_labels: [a], regex: fo, action: drop}]', pod, pod],
  [
    'keeps those whose labels are equal',
    '[{source_labels: [a], target_label: b, action: keepequal}]',
    pod,
    undefined,
  ],
  [
    'drops those whose labels are equal',
    '[{source_labels: [a], target_label: b, action: dropequal}]',
    pod,
    pod,
  ],
  [
    'takes a missing label for an empty one',
    '[{source_labels: [none], target_label: nothing, action: keepequal}]',
    pod,
    pod,
  ],
  [
    'hashes as Prometheus does',
    '[{source_labels: [c], target_label: d, action: hashmod, modulus: 1000}]',
    pod,
    { ...pod, d: '976' },
  ],
  [
    'copies labels to other names',
    "[{regex: '(a|b)', action: labelmap, replacement: x_$$1}]",
    pod,
    { ...pod, x_a: 'foo', x_b: 'bar' },
  ],
  ['drops labels by name', "[{regex: '(a|b)', action: labeldrop}]", pod, { c: 'baz' }],
  ['keeps labels by name', "[{regex: '(a|b)', action: labelkeep}]", pod, { a: 'foo', b: 'bar' }],
  [
    'writes small and capital letters',
    '[{source_labels: [s], target_label: l, action: Lowercase}, {source_labels: [s], target_label: u, action: UPPERCASE}]',
    { s: 'ÄΣ İß' },
    { s: 'ÄΣ İß', l: 'äσ iß', u: 'ÄΣ İß' },
  ],
  [
    'goes on with what the rule before made',
    '[{source_labels: [a], target_label: __tmp}, {source_labels: [__tmp], target_label: d}, {regex: __tmp, action: labeldrop}]',
    pod,
    { ...pod, d: 'foo' },
  ],
];

describe('relabel', () => {
  for (const [what, rules, before, after] of cases) {
    it(what, () => {
      assert.deepEqual(relabelled(before, rules), after);
    });
  }

  it('writes nothing under a name that is none', () => {
    const rule = "[{source_labels: [a], regex: '.*()', target_label: '$$1', replacement: x}]";
    assert.deepEqual(relabelled(pod, rule), pod);
  });

  it('lets the dot match a line break since Prometheus 3', () => {
    const rule = '[{source_labels: [a], regex: x.y, action: keep}]';
    assert.deepEqual(relabelled({ a: 'x\ny' }, rule, '0.44.0'), { a: 'x\ny' });
    assert.equal(relabelled({ a: 'x\ny' }, rule, '0.43.0'), undefined);
  });

  it('takes names of all letters since Prometheus 3', () => {
    const rule = "[{source_labels: [a], regex: '(.*)', target_label: '$${1}', replacement: x}]";
    assert.deepEqual(relabelled({ a: 'ü' }, rule, '0.44.0'), { a: 'ü', ü: 'x' });
    assert.deepEqual(relabelled({ a: 'ü' }, rule, '0.43.0'), { a: 'ü' });
  });

  it('leaves out labels that are empty from the beginning', () => {
    assert.deepEqual(
      relabelled({ a: '', b: 'x' }, "[{regex: '(.*)', action: labelmap, replacement: x$$1}]"),
      {
        b: 'x',
        xb: 'x',
      },
    );
  });

  it('takes little time for 10,000 targets and ten rules', () => {
    const rules = rulesOf(
      `[{source_labels: [scrape], regex: 'true', action: keep},
        {source_labels: [__address__, port], regex: '([^:]+)(?::\\d+)?;(\\d+)', target_label: __address__, replacement: $$1:$$2},
        {action: labelmap, regex: __meta_kubernetes_service_label_(.+)},
        {source_labels: [l1], target_label: n1}, {source_labels: [l2], target_label: n2},
        {source_labels: [l3], target_label: n3}, {source_labels: [l4], regex: '(.+)-(.+)', target_label: n4},
        {source_labels: [l5], regex: 'x.*', action: drop}, {regex: __tmp.*, action: labeldrop},
        {source_labels: [__address__], target_label: instance}]`,
    );
    const targets = Array.from(
      { length: 10_000 },
      (_, index) =>
        new Map<string, string>([
          ['__address__', `10.0.${index >> 8}.${index & 255}:80`],
          ['scrape', 'true'],
          ['port', '8080'],
          ...Array.from({ length: 30 }, (__, n) => [`l${n}`, `value-${index}-${n}`] as const),
          ['__meta_kubernetes_service_label_app', 'shop'],
        ]),
    );
    const start = process.cpuUsage();
    const last = targets.map((target) => relabel(target, rules)).at(-1);
    assert.ok(process.cpuUsage(start).user < 1_500_000);
    assert.equal(last?.labels.get('instance'), '10.0.39.15:8080');
    assert.equal(last?.labels.get('n4'), 'value-9999');
  });
});
