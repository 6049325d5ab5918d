import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { applyEdits } from '../../../../src/manifest/yaml/edits.ts';
import { directiveNames } from '../../../../src/notebook/directives/directives.ts';
import { readDirectives } from '../../../../src/notebook/directives/readDirectives.ts';
import { setDirective } from '../../../../src/notebook/directives/setDirective.ts';
import { suggestDirectives } from '../../../../src/notebook/directives/suggestDirectives.ts';
import { createNotebookRun } from '../../../../src/notebook/run/createNotebookRun.ts';
import { QueryError } from '../../../../src/query/queryError.ts';
import type { QueryResult } from '../../../../src/query/result.ts';
import { answerOf, hostileLabels, instantOf, rangeOf, samplesOf } from '../results.ts';
import { seeded } from '../seeded.ts';

/** `HARDNESS_ROUNDS=100000` for the whole bar. */
const rounds = Number(process.env['HARDNESS_ROUNDS'] ?? 3000);

const pieces = [
  ...[
    '# @name a\n',
    '# @name b\n',
    '# @expect > 0\n',
    '# @instant\n',
    '# @range 6h\n',
    '# @step 0.1',
    '# @at 0\n',
    '#',
  ],
  ...[
    '${a}',
    '${b.value}',
    '${a:job}',
    '${b:it"s}',
    '${',
    '}',
    '$__interval',
    '${__range_ms}',
    '$x',
    '[[a]]',
    '\r\n',
  ],
  ...[
    'up',
    '{job=~"',
    "'",
    '"',
    '`',
    '[',
    ']',
    '(',
    ')',
    ' + ',
    '5m',
    'offset ',
    '\n',
    '\\',
    '\u0000',
    '\ud800',
    '😀',
  ],
];
const scribble = (random: (below: number) => number): string =>
  Array.from({ length: random(12) }, () => pieces[random(pieces.length)] ?? '').join('');

const results: readonly QueryResult[] = [
  { kind: 'scalar', time: 0, value: -0.5 },
  { kind: 'string', time: 0, value: 'a"\n`' },
  instantOf(),
  instantOf([{ ...hostileLabels, long: 'l', job: 'a' }, NaN]),
  instantOf([{ job: 'a' }, 1], [{ job: 'b' }, 2]),
  rangeOf(15, [{ job: 'a' }, [1, NaN, 3]]),
  samplesOf([{ job: 'a' }, []], [{}, [1]]),
];

describe('notebooks that nobody would write', function () {
  this.timeout(600_000);

  it('run without a throw, and fail at places inside of their cells', async () => {
    const random = seeded(20_261_126);
    for (let round = 0; round < rounds / 10; round += 1) {
      const texts = Array.from({ length: 1 + random(5) }, () => scribble(random));
      const notebook = createNotebookRun({
        cells: texts.map((text, at) => ({ id: String(at), text })),
        defaults: { problems: [] },
        run: ({ query }) => {
          if (random(3) === 0) {
            throw new QueryError(`1:${random(30)}: parse error: x`, {
              errorType: 'bad_data',
              status: 400,
              query,
            });
          }
          return Promise.resolve(answerOf(results[random(results.length)] ?? results[0] ?? assert.fail()));
        },
        now: () => 1_700_000_000_000,
        sleep: () => Promise.resolve(),
      });
      const outcomes = await notebook.run({ signal: new AbortController().signal });
      assert.equal(outcomes.length, texts.length);
      for (const { id, ...outcome } of outcomes) {
        if (outcome.state === 'failed' && outcome.failure.span !== undefined) {
          const { start, end } = outcome.failure.span;
          const length = texts[Number(id)]?.length ?? 0;
          assert.ok(0 <= start && start <= end && end <= length, JSON.stringify([texts, outcome.failure]));
        }
      }
    }
  });

  it('have directives that can be set and taken out, with all else as it was', () => {
    const random = seeded(4);
    const values = {
      range: '7h',
      step: '20s',
      instant: '',
      at: '5',
      name: 'z',
      chart: 'bar',
      expect: '< 9',
      budget: '7',
    };
    for (let round = 0; round < rounds; round += 1) {
      const text = scribble(random);
      const name = directiveNames[random(directiveNames.length)] ?? 'range';
      const others = (of: string) =>
        readDirectives(of)
          .lines.filter((line) => line.name !== name)
          .map((line) => [line.name, line.value]);
      const set = applyEdits(text, setDirective(text, name, values[name]));
      assert.equal(
        readDirectives(set).lines.findLast((line) => line.name === name)?.value,
        values[name],
        text,
      );
      assert.deepEqual(others(set), others(text));
      const out = applyEdits(text, setDirective(text, name, undefined));
      assert.deepEqual(
        readDirectives(out).lines.filter((line) => line.name === name),
        [],
      );
      assert.deepEqual(others(out), others(text));
      const offset = random(text.length + 1);
      for (const { replace } of suggestDirectives(text, offset)) {
        assert.ok(
          0 <= replace.start &&
            replace.start <= offset &&
            offset <= replace.end &&
            replace.end <= text.length,
        );
      }
    }
  });
});
