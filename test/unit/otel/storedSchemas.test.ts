import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readOverlays } from '../../../schemas/generate/main.ts';
import { shaped } from '../../../schemas/generate/shape.ts';
import { differenceOf, sorted, storedText } from '../../../schemas/generate/store.ts';
import { adotVersions } from '../../../src/otel/adotVersions.ts';
import { patched } from '../../../src/otel/storedSchemas.ts';
import type { StoredRelease } from '../../../src/otel/storedSchemas.ts';
import { readSchemaFile, releaseOf } from './schemas.ts';

const pairs: readonly [title: string, newer: unknown, older: unknown][] = [
  ['the same', { a: { b: 1 } }, { a: { b: 1 } }],
  ['a key more', { a: 1 }, { a: 1, b: { c: 2 } }],
  ['a key less', { a: 1, b: 2 }, { a: 1 }],
  ['another value deep down', { a: { b: { c: 1, d: 2 } } }, { a: { b: { c: 3, d: 2 } } }],
  ['an object in place of a text', { a: 'text' }, { a: { b: 1 } }],
  ['a text in place of an object', { a: { b: 1 } }, { a: 'text' }],
  ['another list', { a: [1, 2] }, { a: [1] }],
  ['false and nothing', { a: false }, {}],
];

describe('differences between releases', () => {
  for (const [title, newer, older] of pairs) {
    for (const [way, from, to] of [
      ['back', newer, older],
      ['forth', older, newer],
    ] as const) {
      it(`lead ${way}: ${title}`, () => {
        const difference = differenceOf(from, to);
        assert.deepEqual(patched(from, difference), to);
        assert.equal(difference === undefined, title === 'the same');
      });
    }
  }

  it('leave what they are applied to as it is, and share what stays', () => {
    const newer = { a: { b: 1 }, c: { d: 1 } };
    const older = patched(newer, { a: { b: 2 } });
    assert.deepEqual(newer, { a: { b: 1 }, c: { d: 1 } });
    assert.equal(older.c, newer.c);
  });

  it('of all files together give each release as if it were stored whole', () => {
    let release = readSchemaFile('collector/0.49.0.json') as StoredRelease;
    for (const { version } of adotVersions.slice(1)) {
      const before = release;
      release = patched(release, readSchemaFile(`collector/${version}.json`));
      assert.deepEqual(patched(release, differenceOf(release, before)), before, version);
      assert.deepEqual(Object.keys(releaseOf(version).definitions), Object.keys(release.definitions));
    }
  });

  it('are texts with a line for each thing, in an order of their own', () => {
    const stored = { components: {}, definitions: { b: { z: 1, a: [] }, a: {} }, service: {} };
    assert.equal(
      storedText(sorted(stored as unknown as StoredRelease)),
      '{\n"components": {\n\n},\n"definitions": {\n"a": {},\n"b": {"a":[],"z":1}\n},\n"service": {}\n}\n',
    );
  });
});

describe('overlays', () => {
  const dump = {
    components: { 'receivers/x': { stability: {}, schema: { $ref: '#/definitions/x.Config' } } },
    definitions: {
      'x.Config': {
        type: 'object',
        properties: { mode: { type: 'string' }, inner: { $ref: '#/definitions/y.Config' } },
      },
      'y.Config': { type: 'object' },
      'z.Config': { type: 'object' },
    },
    service: {},
  } satisfies StoredRelease;

  it('add what Validate asks for, to what is there', () => {
    const { definitions } = shaped(dump, [
      {
        source: '',
        definitions: {
          'x.Config': {
            required: ['mode', 'gone'],
            properties: {
              mode: { enum: ['a'] },
              gone: { enum: ['b'] },
              inner: { replace: { type: 'array' } },
            },
          },
        },
      },
    ]);
    assert.deepEqual(definitions, {
      'x.Config': {
        type: 'object',
        properties: { mode: { type: 'string', enum: ['a'] }, inner: { type: 'array' } },
        required: ['mode'],
      },
    });
  });

  it('leave out only what nothing leads to', () =>
    assert.deepEqual(Object.keys(shaped(dump, []).definitions), ['x.Config', 'y.Config']));

  for (const { source, definitions } of readOverlays()) {
    it(`speak of what some release has: ${source.split('/').slice(-2).join('/')}`, () => {
      for (const [name, change] of Object.entries(definitions)) {
        const known = adotVersions
          .flatMap(({ version }) => [
            releaseOf(version).definitions[name],
            releaseOf(version).definitions[`optional.${name}`],
          ])
          .filter((definition) => definition !== undefined);
        assert.notEqual(known.length, 0, name);
        for (const key of Object.keys(change['properties'] ?? {})) {
          assert.ok(
            known.some(({ properties }) => properties?.[key] !== undefined),
            `${name} ${key}`,
          );
        }
      }
    });
  }
});
