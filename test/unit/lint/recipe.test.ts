import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { SourceFile } from '../../../src/lint/checker.ts';
import { createChecker } from '../../../src/lint/createChecker.ts';
import { applyEdits } from '../../../src/manifest/yaml/edits.ts';
import { adotVersions } from '../../../src/otel/adotVersions.ts';
import type { Problem } from '../../../src/problem.ts';
import { mutations } from './mutations.ts';
import { goodDashboard, goodRecipe } from './recipe.ts';
import { shippedSchemas } from './schemas.ts';

interface Found extends Problem {
  file: string;
}

const shipped = shippedSchemas();

function check(files: readonly SourceFile[]): Found[] {
  const found = createChecker({ ...shipped, today: '2026-11-25' }).check(files);
  return [...found].flatMap(([file, problems]) => problems.map((problem) => ({ ...problem, file })));
}

function replacedOnce(text: string, from: string | RegExp, to: string): string {
  const count = typeof from === 'string' ? text.split(from).length - 1 : from.test(text) ? 1 : 0;
  assert.equal(count, 1, `not once in the text: ${String(from)}`);
  return typeof from === 'string' ? text.replace(from, () => to) : text.replace(from, to);
}

const said = ({ file, code, message }: Found): string => `${file}: ${code} ${message}`;

describe('the scaffolded recipe', () => {
  for (const { version } of adotVersions) {
    for (const roleArn of [undefined, 'arn:aws:iam::012345678901:role/adot']) {
      const files = [...goodRecipe({ version, ...(roleArn && { roleArn }) }), goodDashboard()];
      const title = `ADOT ${version}${roleArn === undefined ? '' : ' with a role'}`;

      it(`has no problem as a whole: ${title}`, () => assert.deepEqual(check(files).map(said), []));

      it(`has no problem in any file alone or without one: ${title}`, () => {
        for (const file of files) {
          assert.deepEqual(check([file]).map(said), []);
          assert.deepEqual(check(files.filter((one) => one !== file)).map(said), []);
        }
      });
    }
  }
});

describe('one broken link of the recipe is one finding where it is broken', () => {
  const good = goodRecipe();
  for (const { title, file, from, to, code, at = to, inFile = file, keeps } of mutations) {
    it(`${code}: ${title}`, () => {
      const mutated = good.map((one) => {
        if (one.path !== file) {
          return one;
        }
        return { ...one, text: replacedOnce(one.text, from, to) };
      });
      const found = check(mutated);
      assert.deepEqual(
        found.map((one) => [one.file, one.code]),
        [[inFile, code]],
        found.map(said).join('\n'),
      );
      const [problem] = found;
      const text = mutated.find(({ path }) => path === inFile)?.text ?? '';
      assert.ok(problem);
      const place = text.indexOf(at);
      assert.ok(place >= 0 && text.lastIndexOf(at) === place, `not once in ${inFile}: ${at}`);
      assert.ok(
        problem.span.start >= place && problem.span.end <= place + at.length,
        `found at ${text.slice(problem.span.start, problem.span.end)}`,
      );
      for (const { file: other, span } of problem.related ?? []) {
        const size = mutated.find(({ path }) => path === (other ?? inFile))?.text.length ?? 0;
        assert.ok(span.start <= span.end && span.end <= size);
      }
      const [fix] = problem.fixes ?? [];
      if (fix !== undefined && keeps !== true) {
        const mended = mutated.map((one) =>
          one.path === (fix.file ?? inFile) ? { ...one, text: applyEdits(one.text, fix.edits) } : one,
        );
        assert.deepEqual(check(mended).map(said), [], `after ${fix.title}`);
      }
    });
  }

  it('there are sixty of them', () => assert.ok(mutations.length >= 60, String(mutations.length)));
});
