import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { createChecker } from '../../../src/lint/createChecker.ts';
import { collectorSchemas as schemas } from '../../unit/otel/schemas.ts';
import { adotReleases } from '../build/parts.ts';
import { describeWith, makePlace } from '../given.ts';
import { Random } from '../random.ts';
import { validateConfigs } from '../servers/collector.ts';
import { mutantOf } from './mutants.ts';
import type { Mutant } from './mutants.ts';

const parts = ['newestCollector', 'oldestCollector'] as const;
const refusedMutants = 1_000;
const leastFoundPercent = 97;
/** The same mutants in each run, unless others are asked for. */
const seed = Number(process.env.ADOT_LIVE_SEED ?? 31);
/** So many at once go to the collector. */
const batch = 200;

const folder = join(import.meta.dirname, 'corpus');
const corpus = readdirSync(folder).map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));

/** A mutant that we and the collector see differently. */
interface Difference extends Mutant {
  /** What we say. */
  ours: string[];
  /** What the collector says. */
  theirs: string | undefined;
}

describeWith('verdicts on collector configs', parts, (folders) => {
  for (const part of parts) {
    const version = adotReleases[part];
    const errorsOf = (text: string): string[] => {
      const problems = createChecker({ schemas, adotVersion: version }).check([{ path: 'c.yaml', text }]);
      return [...(problems.get('c.yaml') ?? [])]
        .filter(({ severity }) => severity === 'error')
        .map(({ code, message, span }) => `${code}: ${message} [${text.slice(span.start, span.end)}]`);
    };

    describe(`of ADOT ${version}`, function () {
      this.timeout(600_000);

      it('are right on what it accepts', async () => {
        const answers = await validateConfigs(
          folders[part],
          corpus.map(({ text }) => text),
        );
        const accepted = corpus.filter((_, index) => answers[index] === undefined);
        assert.ok(accepted.length >= 4, answers.filter(Boolean).join('\n'));
        for (const [index, { file, text }] of corpus.entries()) {
          assert.equal(
            errorsOf(text).length > 0,
            answers[index] !== undefined,
            `${file}: ${errorsOf(text).join('; ')}`,
          );
        }
      });

      it(`call no mutant wrong that it accepts, and find ${leastFoundPercent} % of what it refuses (seed ${seed})`, async () => {
        const random = new Random(seed);
        const answers = await validateConfigs(
          folders[part],
          corpus.map(({ text }) => text),
        );
        const accepted = corpus.filter((_, index) => answers[index] === undefined);
        const missed: Difference[] = [];
        const wronged: Difference[] = [];
        let refused = 0;
        while (refused < refusedMutants) {
          const mutants = Array.from({ length: batch }, () => mutantOf(random.one(accepted).text, random));
          const verdicts = await validateConfigs(
            folders[part],
            mutants.map(({ text }) => text),
          );
          for (const [index, mutant] of mutants.entries()) {
            const theirs = verdicts[index];
            const ours = errorsOf(mutant.text);
            const list = theirs === undefined ? wronged : missed;
            if ((theirs === undefined) !== (ours.length === 0)) {
              list.push({ ...mutant, ours, theirs });
            }
            refused += theirs === undefined ? 0 : 1;
          }
        }
        const place = makePlace(`verdicts-${version}`);
        mkdirSync(place.logs, { recursive: true });
        writeFileSync(join(place.logs, 'differences.json'), JSON.stringify({ missed, wronged }, null, 2));
        assert.deepEqual(
          wronged.map(({ change, ours }) => `${change} -> ${ours.join('; ')}`),
          [],
          `seed ${seed}`,
        );
        assert.ok(
          missed.length <= (refused * (100 - leastFoundPercent)) / 100,
          `seed ${seed}: ${missed.length} missed: ${missed.map(({ change, theirs }) => `${change} -> ${theirs}`).join('\n')}`,
        );
      });
    });
  }
});
