import * as assert from 'node:assert/strict';
import { createChecker } from '../../../src/lint/createChecker.ts';
import { checkManifestDocument } from '../../../src/manifest/checkManifestDocument.ts';
import { findCollectorConfigs } from '../../../src/manifest/collectorConfigs.ts';
import { readManifestSchemas } from '../../../src/manifest/kinds/manifestSchemas.ts';
import { createSchemaPlans } from '../../../src/manifest/schema/plan.ts';
import type { Schema } from '../../../src/manifest/schema/schema.ts';
import { checkSchema } from '../../../src/manifest/schema/schemaCheck.ts';
import { schemaProblems } from '../../../src/manifest/schema/schemaProblems.ts';
import { readYamlFile } from '../../../src/manifest/yaml/yamlFile.ts';
import { valueAt } from '../../../src/manifest/yaml/yamlNode.ts';
import { checkCollector } from '../../../src/otel/checkCollector.ts';
import type { Collector } from '../../../src/otel/collector.ts';
import { readCollectorFile } from '../../../src/otel/collectorFile.ts';
import { prometheusDialect } from '../../../src/otel/prometheus/dialect.ts';
import { checkConfigSchema } from '../../../src/otel/prometheus/schema.ts';
import { readCollectorSchemas } from '../../../src/otel/readSchemas.ts';
import { definitionsOf, ruleContext } from '../../../src/otel/rules/rule.ts';
import { schemaRules } from '../../../src/otel/rules/schemas.ts';
import type { Problem } from '../../../src/problem.ts';
import { judge, judgeOnce } from '../finding.ts';
import type { GoalText, Outcome } from '../finding.ts';
import { collectorConfig, manifest, manifestWhileTyping } from '../fixtures/manifests.ts';
import type { Goal } from '../goal.ts';
import { startYamlServer } from '../peers/yamlServer.ts';
import { playAgainst, repeat } from '../rounds.ts';
import { saidByBoth, saidByUs } from '../said.ts';
import { benchKinds, collectorSchema, manifestSchema } from '../benchSchemas.ts';
import { schemaReader } from '../schemaReader.ts';
import { median } from '../statistics.ts';

const than = 'times faster than yaml-language-server';
const whole: GoalText = {
  id: 'Y1',
  what: `Check of a 5,000-line manifest, ${than}`,
  bound: 'atLeast',
  goal: 12,
};
const embedded: GoalText = {
  id: 'Y2',
  what: `The same with the collector configs in it held against their schemas too, where the peer sees text, ${than}`,
  bound: 'atLeast',
  goal: 6,
};
const everything: GoalText = {
  id: 'Y2-rules',
  what: `The same with every rule about what collectors and Prometheus mean, ${than}, which knows none`,
  bound: 'atLeast',
  goal: 2.5,
};
const collector: GoalText = {
  id: 'Y3',
  what: `Check of a 100-line collector config, ${than}`,
  bound: 'atLeast',
  goal: 10,
};
const typing: GoalText = {
  id: 'Y3-typing',
  what: `Check of the manifest while one of its documents is broken, ${than}`,
  bound: 'atLeast',
  goal: 8,
};
const keystroke: GoalText = {
  id: 'Y-key',
  what: 'A keystroke in a 5,000-line manifest, everything checked, blocks at most this part of 16 ms',
  bound: 'atMost',
  goal: 1,
};

const read = schemaReader(new URL('../../../', import.meta.url));
const manifestSchemas = readManifestSchemas(read);
const collectorSchemas = readCollectorSchemas(read);

/** A text for both sides, and what each makes of it. */
interface Case {
  text: GoalText;
  fixture: string;
  schema: Schema;
  ours: (text: string) => readonly Problem[];
}

/** Y1 to Y3: warm, in one process, both sides with the same schemas; and what a keystroke costs. */
export const yamlCheck: Goal = {
  texts: [whole, embedded, everything, collector, typing, keystroke],
  run: async () => {
    const release = collectorSchemas.release(collectorSchemas.versions[0] ?? '');
    assert.ok(release);
    const schema = manifestSchema(manifestSchemas, benchKinds);
    const bare = collectorSchema(release);
    const cases: readonly Case[] = [
      { text: whole, fixture: manifest(), schema, ours: checkManifest },
      { text: embedded, fixture: manifest(), schema, ours: (text) => checkWith(text, schemaProblemsOf) },
      { text: everything, fixture: manifest(), schema, ours: (text) => checkWith(text, checkCollector) },
      {
        text: collector,
        fixture: collectorConfig(true),
        schema: bare,
        ours: (text) => checkBare(text, bare),
      },
      { text: typing, fixture: manifestWhileTyping(), schema, ours: checkManifest },
    ];
    const outcomes: Outcome[] = [];
    for (const one of cases) {
      outcomes.push(await measure(one));
    }
    return [...outcomes, typeAway()];
  },
};

async function measure({ text, fixture, schema, ours }: Case): Promise<Outcome> {
  const server = startYamlServer(schema);
  // The peer looks into no scalar: what is found there is beside the comparison.
  const own = ours(fixture).filter(
    ({ code }) => schema.allOf === undefined || code.startsWith('kubernetes/'),
  );
  const said = own.map((problem) => saidByUs(problem, fixture)).filter((one) => saidByBoth.test(one));
  const theirs = (await server.validate(fixture)).filter((one) => saidByBoth.test(one));
  assert.deepEqual(said.sort(), theirs.sort());
  assert.ok(said.length > 0, 'nothing found: nothing compared');

  let run = 0;
  // Another text each time: nothing may be remembered.
  const next = (): string => `${fixture}# ${(run += 1)}\n`;
  const rounds = await playAgainst(
    repeat(() => ours(next()), { now: ownTime, leastMs }),
    repeat(() => server.validate(next()), { now: ownTime, leastMs }),
    { rounds: 15, warmUps: 10 },
  );
  const ms = (side: 'ours' | 'peer'): string => median(rounds.map((round) => round[side])).toFixed(2);
  const lines = fixture.split('\n').length;
  return judge(text, rounds, [
    `${lines} lines, ${said.length} findings of both: ${ms('ours')} ms, peer ${ms('peer')} ms`,
  ]);
}

/** The clock of a thread goes in steps of some milliseconds. */
const leastMs = 80;

/** Milliseconds that this thread has worked: both sides work in it alone, and what else the machine does is left out. */
function ownTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

function checkManifest(text: string): Problem[] {
  return readYamlFile(text).flatMap((document) => [
    ...document.problems,
    ...checkManifestDocument(document, { text, schemas: manifestSchemas }),
  ]);
}

function checkWith(text: string, check: (collector: Collector) => Iterable<Problem>): Problem[] {
  const documents = readYamlFile(text);
  const configs = findCollectorConfigs(text, documents);
  const { collectors } = readCollectorFile(text, { schemas: collectorSchemas, documents, configs });
  return [
    ...documents.flatMap((document) => checkManifestDocument(document, { text, schemas: manifestSchemas })),
    ...collectors.flatMap((one) => [...one.config.problems, ...check(one)]),
  ];
}

/** What the schemas of the release say of a config, Prometheus' own part included: what a validator of schemas does. */
function* schemaProblemsOf(collector: Collector): Iterable<Problem> {
  const context = ruleContext(collector);
  const { release } = collector;
  yield* schemaRules(context);
  for (const { value } of definitionsOf(context, 'receivers', 'prometheus')) {
    const config = valueAt(value, 'config');
    const dialect = prometheusDialect(release.version);
    if (config !== undefined) {
      yield* checkConfigSchema(config, { release, dialect, text: context.text });
    }
  }
}

const barePlans = createSchemaPlans();

function checkBare(text: string, schema: Schema): Problem[] {
  return readYamlFile(text).flatMap(({ root }) =>
    schemaProblems(checkSchema(root, schema, { dialect: 'collector', plans: barePlans }), {
      area: 'collector',
      text,
    }),
  );
}

const keystrokes = 60;

/** One document changes with each keystroke; what is known of the others is remembered. */
function typeAway(): Outcome {
  const checker = createChecker({ schemas: collectorSchemas, manifestSchemas, today: '2026-11-25' });
  const text = manifest();
  const at = text.indexOf('value-3', text.length / 2);
  const costs: number[] = [];
  for (let typed = 0; typed < keystrokes; typed += 1) {
    const now = `${text.slice(0, at)}${'x'.repeat(typed)}${text.slice(at)}`;
    const start = ownTime();
    const problems = checker.check([{ path: 'manifest.yaml', text: now }]);
    costs.push(ownTime() - start);
    assert.ok((problems.get('manifest.yaml')?.length ?? 0) > 0);
  }
  const middle = median(costs);
  return judgeOnce(keystroke, middle / 16, [
    `${middle.toFixed(2)} ms, worst ${Math.max(...costs).toFixed(1)} ms of ${keystrokes}, the first of them cold`,
  ]);
}
