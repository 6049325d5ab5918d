import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { newestName } from '../../../../src/assist/componentNames.ts';
import { fieldsWithKnownValues } from '../../../../src/assist/suggest/knownValues.ts';
import { metaLabelsOf, targetLabels } from '../../../../src/assist/suggest/metaLabels.ts';
import { starterOf } from '../../../../src/assist/suggest/starters.ts';
import { createTexts } from '../../../../src/assist/describe/texts.ts';
import type { Texts } from '../../../../src/assist/describe/texts.ts';
import type { Schema } from '../../../../src/manifest/schema/schema.ts';
import type { CollectorRelease, ComponentKind } from '../../../../src/otel/collectorSchemas.ts';
import { componentKinds } from '../../../../src/otel/collectorModel.ts';
import { collectorSchemas, readSchemaFile } from '../../otel/schemas.ts';

const sentences = (language: string): Record<string, string> =>
  readSchemaFile(`texts/${language}.json`) as Record<string, string>;
const english = sentences('en');
const japanese = sentences('ja');

const releases = collectorSchemas.versions.flatMap((version) => collectorSchemas.release(version) ?? []);
const bare = (definition: string): string => definition.replace(/^(?:optional|lenient)\./, '');

/** A field where a schema has it. */
interface Field {
  name: string;
  owner: Schema;
  /** The key that it stands below. */
  above: string;
}

/** Every field below a schema, those of a definition once, without what lies below definitions that are left out. */
function fieldsBelow(start: Schema, release: CollectorRelease, leftOut: (title: string) => boolean): Field[] {
  const fields: Field[] = [];
  const seen = new Set<string>();
  const visit = (schema: Schema | undefined, owner: Schema, above: string): void => {
    const target = schema?.$ref === undefined ? schema : release.definitions[schema.$ref.slice(14)];
    const { title } = target ?? {};
    if (!target || (title !== undefined && (seen.has(title) || leftOut(title)))) {
      return;
    }
    if (title !== undefined) {
      seen.add(title);
    }
    const holder = title === undefined ? owner : target;
    for (const [name, field] of Object.entries(target.properties ?? {})) {
      fields.push({ name, owner: holder, above });
      visit(field, holder, name);
    }
    const { items, additionalProperties, anyOf = [], oneOf = [], allOf = [] } = target;
    const further = typeof additionalProperties === 'object' ? [additionalProperties] : [];
    for (const one of [...(items ? [items] : []), ...further, ...anyOf, ...oneOf, ...allOf]) {
      visit(one, holder, above);
    }
  };
  visit(start, start, start === release.service ? 'service' : '');
  return fields;
}

/** What the path of metrics is made of: its fields all have a sentence. */
const described: Readonly<Partial<Record<ComponentKind, readonly string[]>>> = {
  receivers: ['prometheus', 'otlp', 'statsd'],
  processors: [
    'batch',
    'memory_limiter',
    'filter',
    'attributes',
    'resource',
    'metrics_transform',
    'metricsgeneration',
    'cumulativetodelta',
    'deltatorate',
    'resource_detection',
    'k8s_attributes',
  ],
  exporters: ['prometheus_remote_write', 'prometheus', 'otlp_grpc', 'otlp_http', 'debug', 'file', 'awsemf'],
  extensions: ['health_check', 'sigv4auth', 'pprof', 'zpages', 'file_storage', 'awsproxy', 'ecs_observer'],
};

/** Other clouds' service discoveries and detectors, whose fields are named after what those clouds call them. */
const foreign =
  /^prometheus\.(?!kubernetes|file|http|targetgroup|relabel|[A-Z])|\.ResourceAttributesConfig$|^(?:consul|vpc|openshift)\.Config$/;

function missing(start: Schema, release: CollectorRelease, texts: Texts): string[] {
  return (
    fieldsBelow(start, release, (title) => foreign.test(title))
      // A field of Go's that holds all other keys, not one of the config.
      .filter(({ name }) => name !== 'AdditionalProperties')
      .filter(({ owner, name, above }) => texts.field({ name, owners: [owner], path: [above] }) === undefined)
      .map(({ owner, name }) => `${owner.title}.${name}`)
  );
}

describe('the sentences of schemas/texts', () => {
  it('are there in both languages', () => {
    assert.deepEqual(Object.keys(japanese), Object.keys(english));
    assert.ok(Object.values(japanese).every((text) => /[\u3040-\u30ff\u4e00-\u9fff]/.test(text)));
    assert.ok(Object.values(english).every((text) => /^[\x20-\x7e]+[.]$/.test(text)));
  });

  it('are in order, so that changes are easy to see', () => {
    assert.deepEqual(Object.keys(english), Object.keys(english).toSorted());
  });

  it('have keys that some release knows', () => {
    const known = new Set<string>(['service.pipelines.*.receivers', 'service']);
    for (const release of releases) {
      for (const kind of componentKinds) {
        known.add(kind);
        release.types(kind).forEach((type) => known.add(`${kind}/${type}`));
      }
      for (const [definition, schema] of Object.entries(release.definitions)) {
        fieldsBelow(schema, release, (title) => title !== definition).forEach(({ name }) => {
          known.add(`${bare(definition)}.${name}`);
          known.add(`*.${name}`);
        });
      }
      Object.keys(release.service.properties ?? {}).forEach((name) => known.add(`service.${name}`));
    }
    const unknown = Object.keys(english).filter(
      (key) =>
        !known.has(key) &&
        !key.startsWith('label:') &&
        !/^service\.pipelines\.(?:\*\.(?:receivers|processors|exporters)|metrics|traces|logs)$/.test(key) &&
        !/^\*\.(?:response_)?headers\.(?:name|value)$/.test(key),
    );
    assert.deepEqual(unknown, []);
  });

  for (const [language, table] of [
    ['English', english],
    ['Japanese', japanese],
  ] as const) {
    const texts = createTexts(table);

    it(`say something of every component in ${language}`, () => {
      for (const release of releases) {
        for (const kind of componentKinds) {
          for (const type of release.types(kind)) {
            const component = release.component(kind, type);
            const text = component && texts.component(component);
            assert.ok(text, `${release.version} ${kind}/${type}`);
          }
        }
      }
    });

    it(`say something of every field on the path of metrics in ${language}`, () => {
      for (const release of releases) {
        for (const kind of componentKinds) {
          for (const type of release.types(kind)) {
            const component = release.component(kind, type);
            if (component && described[kind]?.includes(newestName(component)) === true) {
              assert.deepEqual(missing(component.schema, release, texts), [], `${release.version} ${type}`);
            }
          }
        }
        assert.deepEqual(missing(release.service, release, texts), [], `${release.version} service`);
      }
    });

    it(`say something of every label that discovery sets in ${language}`, () => {
      for (const role of ['endpointslice', 'endpoints', 'pod', 'service', 'node', 'ingress']) {
        const labels = [...targetLabels, ...metaLabelsOf(role)];
        assert.deepEqual(
          labels.filter((label) => texts.label(label.replace('*', 'x')) === undefined),
          [],
        );
      }
    });
  }

  it('are found by the most particular key', () => {
    const owners = [{ title: 'optional.a.Config', properties: { b: {} } }];
    const component = { kind: 'receivers' as const, type: 'old', aliasOf: 'new' };
    const of = (table: Record<string, string>): string | undefined =>
      createTexts(table).field({ name: 'b', owners, path: ['x'], component });
    assert.equal(of({ '*.b': '1', 'a.Config.b': '2', 'receivers/new.x.b': '3' }), '3');
    assert.equal(of({ '*.b': '1', 'a.Config.b': '2' }), '2');
    assert.equal(of({ '*.b': '1' }), '1');
    assert.equal(of({}), undefined);
  });
});

describe('starters', () => {
  it('use fields that every release with the component has', () => {
    for (const release of releases) {
      for (const kind of componentKinds) {
        for (const type of release.types(kind)) {
          const component = release.component(kind, type);
          assert.ok(component);
          const first = starterOf(component).flatMap((line) => /^(\w+):/.exec(line)?.[1] ?? []);
          const { schema } = component;
          const fields = fieldsBelow(schema, release, (title) => title !== schema.title);
          const names = new Set(fields.map(({ name }) => name));
          assert.deepEqual(
            first.filter((name) => !names.has(name)),
            [],
            `${release.version} ${kind}/${type}`,
          );
        }
      }
    }
  });
});

describe('known values', () => {
  it('are those of fields that there are', () => {
    const fields = new Set(
      releases.flatMap((release) =>
        Object.entries(release.definitions).flatMap(([definition, schema]) =>
          fieldsBelow(schema, release, (title) => title !== definition).map(
            ({ name }) => `${bare(definition)}.${name}`,
          ),
        ),
      ),
    );
    assert.deepEqual(
      fieldsWithKnownValues.filter((field) => !fields.has(field)),
      [],
    );
  });
});
