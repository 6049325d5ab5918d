import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { it } from 'mocha';
import { readOverlays } from '../../schemas/generate/main.ts';
import { shaped } from '../../schemas/generate/shape.ts';
import type { CollectorRelease, ComponentKind } from '../../src/otel/collectorSchemas.ts';
import { collectorSchemaFiles, readCollectorSchemas } from '../../src/otel/readSchemas.ts';
import type { StoredRelease } from '../../src/otel/storedSchemas.ts';
import { releaseOf } from '../unit/otel/schemas.ts';
import { goModuleCache } from './build/go.ts';
import { adotReleases } from './build/parts.ts';
import { describeWith } from './given.ts';
import { differencesOf } from './schemaDifferences.ts';
import { baseOf, objectionTo, probesOf } from './schemaProbes.ts';
import type { Probe } from './schemaProbes.ts';

const kinds: readonly ComponentKind[] = ['receivers', 'processors', 'exporters', 'extensions'];

/**
 * The schemas are read from sources. Here the components themselves say what their Go types are and what their default
 * configuration holds, by reflection; the two have to be the same but for this.
 */
const exceptions: readonly [RegExp, string][] = [
  [
    / regex default: "\(\.\*\)" is /,
    'Go prints a regular expression with the anchors that it was compiled with',
  ],
  [/ body_size_limit default: none is "0B"/, 'no limit is not a limit of nothing'],
  [/ initial_value default: "auto" is 0/, 'a number in Go, which has no way back to its word'],
  [/ metric_name_validation_scheme default: /, 'a number in Go, which has no way back to its word'],
  [/ zone default: none is "fr-par-1"/, 'a constant of a cloud’s own library, which is not read'],
  [/ log_severity_number min /, 'a type of the data model, which is not read: anything is taken'],
  [/ schema_url default: none is /, 'a constant of the semantic conventions, which are not read'],
  [
    / (operators|metadata_operators) items anyOf \d+ .* default: /,
    'paths in log records, which no schema holds',
  ],
];

/** Where the schema refuses what is taken. */
const strict: readonly [RegExp, string][] = [
  [
    /^\S+ type at \S+, not \["string"\] .*(\{\}|\[\])/,
    'nothing in braces or brackets, of which nothing is decoded',
  ],
  [
    /^receivers\/filelog required at \S+, not undefined .*operators":\[null\]/,
    'an operator that is null, which is refused once the pipeline is built',
  ],
];

/** What a program of modules/schemas answers to configs of one component. */
function answersTo(folder: string, probes: readonly Probe[]): string[] {
  const { stdout, stderr, status } = spawnSync(join(folder, 'program'), ['probe'], {
    input: probes.map((probe) => `${JSON.stringify(probe)}\n`).join(''),
    encoding: 'utf8',
    maxBuffer: 256_000_000,
    env: { ...process.env, AWS_ACCESS_KEY_ID: 'AKIDLIVE', AWS_SECRET_ACCESS_KEY: 'secret' },
  });
  assert.equal(status, 0, stderr);
  const answers = stdout.split('\n').slice(0, -1);
  assert.equal(answers.length, probes.length);
  return answers;
}

/** What a program of modules/schemas prints, read as the product reads its own files. */
function reflected(folder: string): CollectorRelease {
  const { status, stdout, stderr } = spawnSync(join(folder, 'program'), [goModuleCache()], {
    encoding: 'utf8',
    maxBuffer: 32_000_000,
  });
  assert.equal(status, 0, stderr);
  const stored = shaped(JSON.parse(stdout) as StoredRelease, readOverlays());
  const [newest] = collectorSchemaFiles;
  const release = readCollectorSchemas((name) => (name === newest ? stored : {})).release(
    adotReleases.newestCollector,
  );
  assert.ok(release !== undefined);
  return release;
}

for (const [part, version] of [
  ['newestSchemas', adotReleases.newestCollector],
  ['oldestSchemas', adotReleases.oldestCollector],
] as const) {
  describeWith(`the schemas of ADOT ${version}`, [part], (folders) => {
    it('are what its components say of themselves', () => {
      const theirs = reflected(folders[part]);
      assert.ok(theirs.component('receivers', 'prometheus') !== undefined);
      const differences = differencesOf(releaseOf(version), theirs);
      assert.deepEqual(
        differences.filter((difference) => !exceptions.some(([pattern]) => pattern.test(difference))),
        [],
      );
    });

    it('refuse nothing that the components take', () => {
      const release = releaseOf(version);
      const components = kinds.flatMap((kind) =>
        reflected(folders[part])
          .types(kind)
          .filter((type) => release.component(kind, type)?.aliasOf === undefined)
          .map((type) => `${kind}/${type}`),
      );
      const wrong: string[] = [];
      let refused = 0;
      for (const component of components) {
        const probes = probesOf(release, component);
        const [ofBase, ...answers] = answersTo(folders[part], [baseOf(component), ...probes]);
        assert.equal(ofBase, '', component);
        for (const [index, probe] of probes.entries()) {
          const objection = objectionTo(release, probe);
          refused += Number(objection !== undefined);
          if (objection !== undefined && answers[index] === '') {
            wrong.push(`${component} ${objection} ${JSON.stringify(probe.config)}`);
          }
        }
      }
      assert.ok(refused > 10_000, `only ${refused} refused`);
      assert.deepEqual(
        wrong.filter((line) => !strict.some(([pattern]) => pattern.test(line))),
        [],
      );
    }).timeout(120_000);
  });
}
