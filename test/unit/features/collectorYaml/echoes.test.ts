import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { withoutEchoes } from '../../../../src/features/collectorYaml/echoes.ts';
import { createChecker } from '../../../../src/lint/createChecker.ts';
import { findCollectorConfigs } from '../../../../src/manifest/collectorConfigs.ts';
import type { Problem } from '../../../../src/problem.ts';
import { manifestSchema } from '../../../bench/benchSchemas.ts';
import { goodRecipe } from '../../lint/recipe.ts';
import { shippedSchemas } from '../../lint/schemas.ts';
import { brokenManifests, brokenRecipe, manifest } from './brokenManifests.ts';
import type { Titled } from './brokenManifests.ts';
import { yamlServer } from './yamlServer.ts';
import type { ServerFinding } from './yamlServer.ts';

const shipped = shippedSchemas();
const kinds = [
  ...['v1 Namespace', 'v1 ConfigMap', 'v1 Service', 'v1 ServiceAccount', 'apps/v1 Deployment'],
  ...['rbac.authorization.k8s.io/v1 ClusterRole', 'rbac.authorization.k8s.io/v1 ClusterRoleBinding'],
];
const checker = createChecker({ ...shipped, today: '2026-11-25' });
const kubernetes = shipped.manifestSchemas;
assert.ok(kubernetes);
const servers = { plain: yamlServer(), schema: yamlServer(manifestSchema(kubernetes, kinds)) };

interface Both {
  theirs: ServerFinding[];
  ours: readonly Problem[];
  shown: readonly Problem[];
}

async function both(text: string, server: keyof typeof servers): Promise<Both> {
  const theirs = await servers[server](text);
  const ours = checker.check([{ path: 'a.yaml', text }]).get('a.yaml') ?? [];
  const shown = withoutEchoes(
    ours,
    theirs.map(({ finding }) => finding),
    text,
  );
  return { theirs, ours, shown };
}

/** What is said, in words that both sides have: the kind of mistake. */
function meaning({ code }: Problem): string {
  if (code === 'yaml/not-portable' || code === 'yaml/refused-by-parser') {
    return 'yaml/syntax';
  }
  return code.startsWith('yaml/') ? code : code.slice(code.indexOf('/') + 1);
}

const theirWords: readonly [RegExp, string][] = [
  [/^Map keys must be unique/, 'yaml/duplicate-key'],
  [/^Unresolved alias/, 'yaml/unknown-alias'],
  [/^Unused anchor|^Unresolved tag/, 'of no concern to us'],
  [/^Property .+ is not allowed/, 'unknown-field'],
  [/^Missing property/, 'missing-field'],
  [/^Incorrect type/, 'wrong-type'],
  [/^Value is not accepted/, 'unknown-value'],
  [/^Value is (above|below)/, 'out-of-range'],
];

function theirMeaning({ message }: ServerFinding): string {
  return theirWords.find(([pattern]) => pattern.test(message))?.[1] ?? 'yaml/syntax';
}

function lineOf(text: string, at: number): number {
  return text.slice(0, at).split('\n').length - 1;
}

const places = (text: string, problems: readonly Problem[]): string[] =>
  problems.map((problem) => `${lineOf(text, problem.span.start)} ${meaning(problem)}`);

/** What both sides show of a text, so that a person sees it twice. */
function twice(text: string, { theirs, shown }: Both): string[] {
  const said = new Set(theirs.map((one) => `${one.line} ${theirMeaning(one)}`));
  return places(text, shown).filter((place) => said.has(place));
}

/** What we found and do not show, though the other side says nothing like it in that line or, of a value, below its key. */
function lost(text: string, { theirs, ours, shown }: Both): string[] {
  const hidden = ours.filter((problem) => !shown.includes(problem));
  return hidden
    .filter((problem) => {
      const line = lineOf(text, problem.span.start);
      const reach = meaning(problem) === 'wrong-type' ? line + 1 : line;
      return !theirs.some(
        (one) => one.line >= line && one.line <= reach && theirMeaning(one) === meaning(problem),
      );
    })
    .map(({ code, span }) => `${lineOf(text, span.start)} ${code}`);
}

/** Problems in a text that lies in a scalar. */
function inScalars(text: string, problems: readonly Problem[]): Problem[] {
  const configs = findCollectorConfigs(text).filter(({ kind }) => kind === 'configMap');
  return problems.filter(({ span }) =>
    configs.some((config) => config.span.start < span.start && span.end <= config.span.end),
  );
}

const texts: readonly Titled[] = [...brokenManifests(), ...brokenRecipe()];

describe('beside the YAML extension by Red Hat', function () {
  this.timeout(60_000);

  for (const [server, title] of [
    ['plain', 'without a schema'],
    ['schema', 'with a schema of Kubernetes'],
  ] as const) {
    describe(title, () => {
      it('nothing is said twice, nothing is lost, and all that lies in scalars is said', async () => {
        const wrong: [title: string, string[]][] = [];
        for (const [what, text] of texts) {
          const result = await both(text, server);
          const hidden = inScalars(text, result.ours).filter((problem) => !result.shown.includes(problem));
          const found = [
            ...twice(text, result).map((place) => `twice: ${place}`),
            ...lost(text, result).map((place) => `lost: ${place}`),
            ...places(text, hidden).map((place) => `hidden in a scalar: ${place}`),
          ];
          if (found.length > 0) {
            wrong.push([what, found]);
          }
        }
        assert.deepEqual(wrong, []);
      });

      it('nobody has anything against the recipe', async () => {
        for (const { path, text } of goodRecipe()) {
          // An eksctl configuration is nothing that a schema of Kubernetes is for.
          const isForeign = server === 'schema' && text.includes('eksctl.io/');
          assert.deepEqual(isForeign ? [] : (await both(text, server)).theirs, [], path);
        }
      });
    });
  }

  const shows: readonly [title: string, text: string, server: keyof typeof servers, shown: string[]][] = [
    ['a duplicate key', manifest('  a: b\n  a: c\n'), 'plain', []],
    ['an unknown alias', manifest('  a: *x\n'), 'plain', []],
    [
      'an alias within its own anchor, which the other does not see',
      manifest('  a: &x { b: *x }\n'),
      'plain',
      ['5 wrong-type', '5 yaml/unknown-alias'],
    ],
    [
      'a control character, which the other does not see',
      manifest('  a: b\u0001\n'),
      'plain',
      ['5 yaml/syntax'],
    ],
    [
      'a comment without a space, which the other does not see',
      manifest('  a: "b"#c\n'),
      'plain',
      ['5 yaml/syntax'],
    ],
    ['a wrong type without a schema', manifest('  a: 1\n'), 'plain', ['5 wrong-type']],
    ['a wrong type with a schema', manifest('  a: 1\n'), 'schema', []],
  ];
  for (const [title, text, server, shown] of shows) {
    it(`of ${title} we show ${shown.length === 0 ? 'nothing' : shown.join(', ')}`, async () => {
      assert.deepEqual(places(text, (await both(text, server)).shown), shown);
    });
  }

  it('what it says of a key is no echo of what we say of the value', async () => {
    const text = manifest('  a: 1\n').replace('data:\n  a', 'immutabel: true\ndata:\n  a');
    const { shown } = await both(text, 'plain');
    assert.deepEqual(places(text, shown), ['4 unknown-field', '6 wrong-type']);
    const start = text.indexOf('immutabel');
    const other = { start, end: start + 9, isOfSchema: true, isUnknownKey: true };
    assert.deepEqual(places(text, withoutEchoes(shown, [other], text)), ['6 wrong-type']);
    const unlike = { ...other, isUnknownKey: false };
    assert.deepEqual(withoutEchoes(shown, [unlike], text), shown);
  });
});
