import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createChecker } from '../../../src/lint/createChecker.ts';
import type { Checker } from '../../../src/lint/checker.ts';
import { files, goodRecipe } from './recipe.ts';
import { shippedSchemas } from './schemas.ts';

/** Numbers that are the same in each run. https://en.wikipedia.org/wiki/Linear_congruential_generator */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const pieces = [
  '\u0000',
  '\ud800',
  '\t',
  '\r',
  '#',
  ':',
  '- ',
  '&a ',
  '*a',
  '|',
  '>',
  '"',
  "'",
  '{',
  ']',
  '\n---\n',
  '$',
  '<YOUR_X>',
];

function mutated(text: string, random: (below: number) => number): string {
  const at = random(text.length);
  const length = random(30);
  switch (random(4)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + text.slice(at + length);
    case 2:
      return text.slice(0, at) + text.slice(at, at + length).repeat(3) + text.slice(at);
    default:
      return text.slice(0, at) + (pieces[random(pieces.length)] ?? '') + text.slice(at);
  }
}

function checkAll(checker: Checker, texts: readonly { path: string; text: string }[]): void {
  const found = checker.check(texts);
  for (const { path, text } of texts) {
    for (const { span, message } of found.get(path) ?? []) {
      assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length, message);
    }
  }
}

describe('files that nobody would write', function () {
  this.timeout(120_000);
  const shipped = shippedSchemas();

  it('mutations and truncations of the recipe are checked without a throw, with spans inside their files', () => {
    const random = seeded(20_261_125);
    const good = goodRecipe();
    const checker = createChecker({ ...shipped, today: '2026-11-25' });
    for (let round = 0; round < 300; round += 1) {
      checkAll(
        checker,
        good.map(({ path, text }) => ({
          path,
          text: random(3) === 0 ? mutated(mutated(text, random), random) : text,
        })),
      );
    }
  });

  const kubernetes = 'apiVersion: v1\nkind: Service\nmetadata: { name: a }\n';
  const million = 1_000_000;
  const hostile: readonly [title: string, text: string][] = [
    ['ten megabytes of one line', `${kubernetes}x: ${'y'.repeat(10 * million)}`],
    ['ten megabytes of blanks', `${kubernetes}${' '.repeat(10 * million)}\nx: ACCOUNTID`],
    ['a line of placeholders', `${kubernetes}x: "${'<YOUR_X> '.repeat(50_000)}"`],
    ['comments that silence', `${kubernetes}${'# adot-ignore yaml/syntax\n'.repeat(50_000)}`],
    ['documents without end', '---\nkind: Service\napiVersion: v1\n'.repeat(5_000)],
    ['nesting without end', `${kubernetes}x: ${'['.repeat(100_000)}`],
    [
      'aliases to aliases',
      `${kubernetes}a0: &a0 [x, x]\n${Array.from({ length: 40 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}, *a${n}]\n`).join('')}`,
    ],
    ['an alias to itself', `${kubernetes}spec: &a { selector: *a, ports: [*a] }\n`],
    [
      'a List of aliases',
      `kind: List\napiVersion: v1\nitems: [&a {kind: Pod, apiVersion: v1}${', *a'.repeat(20_000)}]`,
    ],
  ];
  for (const [title, text] of hostile) {
    it(`${title}: no throw, no hang`, () => {
      checkAll(createChecker({ ...shipped, today: '2026-11-25' }), [{ path: files.app, text }]);
    });
  }
});
