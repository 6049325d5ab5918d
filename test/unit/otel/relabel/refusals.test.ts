import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { applyEdits } from '../../../../src/manifest/yaml/edits.ts';
import { readRules } from './rules.ts';

/** A rule, and code and text of what is refused in it. */
type Case = readonly [rule: string, ...refusals: (readonly [code: string, text: string])[]];

const cases: readonly Case[] = [
  ['{}', ['target-label-missing', '{']],
  ['null', ['empty-rule', 'null']],
  ['{target_label: a}'],
  ['{action: Keep}'],
  ['{action: kepe}', ['unknown-action', 'kepe']],
  ["{action: ''}", ['unknown-action', "''"]],
  ['{action: "${env:ACTION}", regex: "("}', ['bad-regex', '"("']],
  ['{regex: "(?!a)", target_label: a}', ['bad-regex', '"(?!a)"']],
  ['{regex: "${env:REGEX}(", target_label: a}'],
  ['{action: hashmod, target_label: a}', ['modulus-missing', '{action: hashmod, target_label: a}']],
  ['{action: hashmod, target_label: a, modulus: 0}', ['modulus-missing', '0']],
  ['{action: hashmod, target_label: a, modulus: 8}'],
  ['{action: lowercase}', ['target-label-missing', 'lowercase']],
  ['{action: keepequal, target_label: ""}', ['target-label-missing', '""']],
  ['{action: uppercase, target_label: a, replacement: x}', ['replacement-not-allowed', 'replacement']],
  ['{action: uppercase, target_label: a, replacement: $1}'],
  [
    '{action: dropequal, target_label: a, regex: (.*), separator: ",", modulus: 3}',
    ['forbidden-field', 'regex'],
    ['forbidden-field', 'modulus'],
    ['forbidden-field', 'separator'],
  ],
  ['{action: dropequal, target_label: a, separator: ;, modulus: 0}'],
  [
    '{action: labeldrop, regex: a, source_labels: [], target_label: b, replacement: c}',
    ['forbidden-field', 'source_labels'],
    ['forbidden-field', 'target_label'],
    ['forbidden-field', 'replacement'],
  ],
  ['{action: labelkeep, regex: a, source_labels: null, separator: ;, replacement: $1}'],
  ['{action: labelmap, replacement: ""}', ['invalid-replacement', '""']],
  ['{source_labels: [a, ""], target_label: a}', ['invalid-source-label', '""']],
];

/** What names of labels may be differs. */
const byRelease: readonly (readonly [rule: string, code: string, text: string])[] = [
  ['{target_label: a-b}', 'invalid-target-label', 'a-b'],
  ['{target_label: $-x}', 'invalid-target-label', '$-x'],
  ['{action: hashmod, modulus: 2, target_label: $1}', 'invalid-target-label', '$1'],
  ['{action: lowercase, target_label: 1a}', 'invalid-target-label', '1a'],
  ['{action: labelmap, replacement: a.$1}', 'invalid-replacement', 'a.$1'],
  ['{source_labels: [a.b], target_label: a}', 'invalid-source-label', 'a.b'],
];

function found(rule: string, version?: string): string[][] {
  const text = `- ${rule}`;
  return readRules(text, version).problems.map(({ code, severity, span }) => {
    assert.equal(severity, 'error');
    return [code, text.slice(span.start, span.end)];
  });
}

describe('refusals of relabelling rules', () => {
  for (const [rule, ...refusals] of cases) {
    it(`${refusals.length === 0 ? 'are none' : 'are right'} for ${rule}`, () => {
      assert.deepEqual(
        found(rule),
        refusals.map(([code, text]) => [`relabel/${code}`, text]),
      );
    });
  }

  for (const [rule, code, text] of byRelease) {
    it(`up to Prometheus 2 only, ADOT 0.43, are right for ${rule}`, () => {
      assert.deepEqual(found(rule, '0.43.0'), [[`relabel/${code}`, text]]);
      assert.deepEqual(found(rule, '0.44.0'), []);
    });
  }

  it('take names with references to groups in every release', () => {
    for (const version of ['0.42.0', '0.49.0']) {
      assert.deepEqual(found('{target_label: "x_$1", source_labels: [a]}', version), []);
      assert.deepEqual(found('{action: labelmap, regex: "x_(.+)", replacement: "$${1}_y"}', version), []);
    }
  });

  it('offer the action that was meant', () => {
    const text = '- {action: labelmpa}';
    const fix = readRules(text).problems[0]?.fixes?.[0];
    assert.equal(applyEdits(text, fix?.edits ?? []), '- {action: labelmap}');
  });

  it('leave rules without a compiled form', () => {
    for (const rule of [
      '{action: no}',
      '{regex: "(", target_label: a}',
      '{target_label: "${env:X}"}',
      'text',
    ]) {
      assert.equal(readRules(`- ${rule}`).rules[0]?.rule, undefined, rule);
    }
  });

  it('take no time by powers for strange names', () => {
    assert.ok(found(`{target_label: "${'$aaaa'.repeat(2000)}!"}`, '0.42.0').length > 0);
  });
});
