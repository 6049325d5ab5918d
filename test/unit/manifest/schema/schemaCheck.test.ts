import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checkSchema } from '../../../../src/manifest/schema/schemaCheck.ts';
import type { Schema } from '../../../../src/manifest/schema/schema.ts';
import type { YamlNode } from '../../../../src/manifest/yaml/yamlNode.ts';
import { findingsIn, lines } from './check.ts';

const text: Schema = { type: 'string' };
const schema: Schema = {
  type: 'object',
  additionalProperties: false,
  required: ['name'],
  properties: {
    name: text,
    port: { type: 'integer', minimum: 1, maximum: 65535 },
    ratio: { type: 'number', exclusiveMinimum: 0 },
    enabled: { type: 'boolean' },
    mode: { type: 'string', enum: ['basic', 'normal', 'detailed'] },
    level: { type: 'string', enum: ['Info', 'Warn'], ignoreCase: true },
    labels: { type: 'object', additionalProperties: text },
    queues: {
      type: 'object',
      patternProperties: { '^q\\d$': { type: 'integer' } },
      additionalProperties: false,
    },
    names: { type: 'array', items: text, minItems: 1 },
    child: { $ref: '#/definitions/child' },
    children: { type: 'array', items: { $ref: '#/definitions/child' } },
    old: { type: 'string', deprecated: true },
    gone: { not: {} },
    timeout: { type: 'string', format: 'go-duration' },
    title: { type: 'string', minLength: 1 },
    code: { type: 'string', pattern: '^[a-z]+$' },
    byLevel: { type: 'object', propertyNames: { enum: ['low', 'high'] } },
  },
  definitions: {
    child: {
      type: 'object',
      additionalProperties: false,
      required: ['id'],
      properties: { id: text, child: { $ref: '#/definitions/child' } },
    },
  },
};

const cases: readonly [what: string, text: string, found: readonly string[]][] = [
  ['nothing in what fits', 'name: a\nport: 1\nratio: 2\nenabled: true\nnames: [x]\nchild: {id: y}\n', []],
  ['an unknown key with the one that was meant', 'name: a\nprot: 1\n', ['unknown-key prot at prot -> port']],
  ['a slip of case before other slips', 'name: a\nPort: 1\n', ['unknown-key Port at Port -> port']],
  ['no suggestion that is there already', 'name: a\nport: 1\nprot: 2\n', ['unknown-key prot at prot']],
  ['no suggestion where nothing is near', 'name: a\nwhatever: 2\n', ['unknown-key whatever at whatever']],
  ['a missing key at the first token of the root', 'port: 1\n', ['required  at port key name']],
  ['a missing key at the key of its mapping', 'name: a\nchild:\n  child: {id: a}\n', ['required child at child key id']],
  ['a missing key in an item at its first token', 'name: a\nchildren:\n  - child: {id: a}\n', ['required children.0 at child key id']],
  ['a missing key at the brace of a flow mapping', 'name: a\nchildren: [{}]\n', ['required children.0 at { key id']],
  ['null as missing', 'name:\nport: ~\n', ['required  at name key name']],
  ['a wrong type at the value', 'name: a\nport: x\n', ['type port at x expected integer']],
  ['a mapping in place of a scalar at its key', 'name:\n  a: 1\n', ['type name at name expected string']],
  ['a list in place of a mapping at its key', 'name: a\nchild: [1]\n', ['type child at child expected object']],
  ['a scalar in place of a mapping', 'name: a\nchild: x\n', ['type child at x expected object']],
  ['an unknown value with the one that was meant', 'name: a\nmode: detaild\n', ['enum mode at detaild expected basic|normal|detailed -> detailed']],
  ['nothing where case does not matter', 'name: a\nlevel: INFO\n', []],
  ['an unknown value where case does not matter', 'name: a\nlevel: inf\n', ['enum level at inf expected Info|Warn -> Info']],
  ['values below and above a range', 'name: a\nport: 0\nratio: 0\n', ['range port at 0', 'range ratio at 0']],
  ['a value above a range', 'name: a\nport: 65536\n', ['range port at 65536']],
  ['too few items', 'name: a\nnames: []\n', ['too-few names at names']],
  ['values of free keys', 'name: a\nlabels: {x: [1]}\n', ['type labels.x at x expected string']],
  ['keys by pattern', 'name: a\nqueues: {q1: 1, q2: x, z: 1}\n', ['type queues.q2 at x expected integer', 'unknown-key queues.z at z']],
  ['bad keys', 'name: a\nbyLevel: {hi: 1, low: 2, hihg: 3}\n', ['bad-key byLevel.hi at hi key hi expected low|high', 'bad-key byLevel.hihg at hihg key hihg expected low|high -> high']],
  ['a deprecated key', 'name: a\nold: x\n', ['deprecated old at old key old']],
  ['a key that must not be there', 'name: a\ngone: 1\n', ['forbidden gone at gone key gone']],
  ['what a definition says, however deep', 'name: a\nchild: {id: a, child: {id: b, child: {x: 1}}}\n', ['unknown-key child.child.child.x at x', 'required child.child.child at child key id']],
  ['an empty text', 'name: a\ntitle: ""\n', ['too-short title at ""']],
  ['a text that breaks its pattern', 'name: a\ncode: A\n', ['pattern code at A expected ^[a-z]+$']],
  ['a bad duration', 'name: a\ntimeout: 1d\n', ['format timeout at 1d expected go-duration -> 24h']],
  ['a duration that counts nanoseconds', 'name: a\ntimeout: 30\n', ['no-unit timeout at 30 expected go-duration -> 30s']],
  ['nothing in a duration of 0', 'name: a\ntimeout: 0\n', []],
]; // prettier-ignore

describe('checkSchema', () => {
  for (const [what, yaml, found] of cases) {
    it(`finds ${what}`, () => {
      assert.deepEqual(lines(yaml, schema), found);
    });
  }

  it('tells keys of the same name in properties of objects from inherited ones', () => {
    assert.deepEqual(lines('name: a\nconstructor: 1\n', schema), ['unknown-key constructor at constructor']);
  });

  it('takes definitions from the context before the schema’s own', () => {
    const definitions = { child: { type: 'string' } } as const;
    assert.deepEqual(lines('name: a\nchild: {}\n', schema, { definitions }), [
      'type child at child expected string',
    ]);
  });

  it('asks the context’s formats first', () => {
    const formats = {
      'go-duration': (value: string) => (value === 'soon' ? undefined : { reason: 'not soon' }),
    };
    assert.deepEqual(lines('name: a\ntimeout: soon\n', schema, { formats }), []);
    const [finding] = findingsIn('name: a\ntimeout: 1s\n', schema, { formats });
    assert.equal(finding?.reason, 'not soon');
  });

  it('leaves formats alone that nobody knows', () => {
    assert.deepEqual(lines('a', { type: 'string', format: 'unheard-of' }), []);
  });
});

describe('checkSchema on aliases and merges', () => {
  it('checks what an alias leads to and reports it at the alias', () => {
    const yaml = 'name: &n {x: 1}\nchild: *n\n';
    const [own, brought] = findingsIn(yaml, {
      properties: { child: { type: 'string' }, name: { type: 'integer' } },
    });
    assert.equal(yaml.slice(own?.span.start, own?.span.end), 'name');
    assert.equal(yaml.slice(brought?.span.start, brought?.span.end), '*n');
    assert.ok(brought?.origin !== undefined && brought.node === undefined);
  });

  it('counts merged keys as present, its own before them', () => {
    const yaml = 'name: a\nlabels: &b {id: x}\nchild: {<<: *b}\nchildren: [{<<: [*b], id: y}]\n';
    assert.deepEqual(lines(yaml, schema), []);
  });

  it('reports merged keys that are wrong at the alias', () => {
    const yaml = 'name: a\nlabels: &b {id: x, z: y}\nchild:\n  <<: *b\n';
    assert.deepEqual(lines(yaml, schema), ['unknown-key child.z at *b']);
  });

  it('ends on a hundred aliases to aliases', () => {
    const rows = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let index = 1; index < 12; index += 1) {
      rows.push(`a${index}: &a${index} [${Array.from({ length: 10 }, () => `*a${index - 1}`).join(', ')}]`);
    }
    const any: Schema = { type: 'object', additionalProperties: { $ref: '#/definitions/any' } };
    const definitions = { any: { items: { $ref: '#/definitions/any' }, type: ['array', 'string'] } } as const;
    assert.doesNotThrow(() =>
      checkSchema(parsed(rows.join('\n')), any, { dialect: 'collector', definitions }),
    );
  });

  it('ends where an alias leads to what is around it', () => {
    const loop: {
      -readonly [K in keyof Extract<YamlNode, { kind: 'alias' }>]: Extract<YamlNode, { kind: 'alias' }>[K];
    } = { kind: 'alias', start: 0, end: 1, name: 'x', target: undefined };
    loop.target = { kind: 'sequence', start: 0, end: 1, items: [loop], isFlow: true };
    const definitions: Record<string, Schema> = { any: { items: { $ref: '#/definitions/any' } } };
    assert.deepEqual(
      checkSchema(loop, { $ref: '#/definitions/any' }, { dialect: 'collector', definitions }),
      [],
    );
  });

  it('ends where definitions lead in a circle or nowhere', () => {
    const definitions = { a: { $ref: '#/definitions/b' }, b: { $ref: '#/definitions/a' } };
    assert.deepEqual(lines('x', { $ref: '#/definitions/a' }, { definitions }), []);
    assert.deepEqual(lines('x', { $ref: '#/definitions/none' }, { definitions }), []);
  });

  function parsed(yaml: string): YamlNode {
    const anchors = new Map<string, YamlNode>();
    const entries = yaml.split('\n').map((row) => {
      const [, key = '', items = ''] = /^(\w+): &\w+ \[(.*)\]$/.exec(row) ?? [];
      const scalar = (value: string): YamlNode => ({
        kind: 'scalar',
        start: 0,
        end: 1,
        style: 'plain',
        text: value,
        value,
      });
      const value: YamlNode = {
        kind: 'sequence',
        start: 0,
        end: 1,
        isFlow: true,
        items: items
          .split(', ')
          .map((item): YamlNode =>
            item.startsWith('*')
              ? { kind: 'alias', start: 0, end: 1, name: item, target: anchors.get(item.slice(1)) }
              : scalar(item),
          ),
      };
      anchors.set(key, value);
      return { key: scalar(key), value };
    });
    return { kind: 'map', start: 0, end: 1, entries, isFlow: false };
  }
});

describe('checkSchema on alternatives', () => {
  const operators: Schema = {
    oneOf: [
      { type: 'object', properties: { type: { const: 'add' }, field: text }, required: ['type', 'field'], additionalProperties: false },
      { type: 'object', properties: { type: { const: 'remove' }, from: text }, required: ['type'], additionalProperties: false },
    ],
  }; // prettier-ignore
  const keys: Schema = { anyOf: [{ required: ['a'] }, { required: ['b'] }] };
  const oneKey: Schema = { oneOf: [{ required: ['a'] }, { required: ['b'] }] };
  const numberOrMap: Schema = { anyOf: [{ type: 'integer' }, { type: 'object', properties: { at: text }, additionalProperties: false }] }; // prettier-ignore
  const table: readonly [what: string, text: string, schema: Schema, found: readonly string[]][] = [
    ['nothing where one fits', '{type: remove}', operators, []],
    ['the errors of the one that its type chooses', '{type: remove, field: x}', operators, ['unknown-key field at field']],
    ['an unknown type with all that are known', '{type: romove}', operators, ['enum type at romove expected add|remove -> remove']],
    ['a missing type with all that are known', '{from: x}', operators, ['required  at { key type expected add|remove']],
    ['that one of several keys is missing', '{c: 1}', keys, ['one-required  at { expected a|b']],
    ['nothing where any of several keys is there', '{a: 1, b: 2}', keys, []],
    ['keys that exclude each other at the last of them', '{a: 1, b: 2}', oneKey, ['exclusive  at b key b expected a|b']],
    ['keys that must not be together', '{a: 1, b: 2}', { not: { required: ['a', 'b'] } }, ['exclusive  at b key b expected a|b']],
    ['nothing where only one of them is there', '{a: 1, b: }', { not: { required: ['a', 'b'] } }, []],
    ['all types that are possible', '[x]', numberOrMap, ['type  at [ expected integer|object']],
    ['the errors of the one whose type fits', '{to: x}', numberOrMap, ['unknown-key to at to']],
    ['all values that are possible', 'z', { anyOf: [{ const: 'a' }, { enum: ['b', 'c'] }] }, ['enum  at z expected a|b|c']],
    ['what holds under a condition', '{k: a}', { if: { properties: { k: { const: 'a' } } }, then: { required: ['x'] }, else: { required: ['y'] } }, ['required  at { key x']],
    ['what holds otherwise', '{k: b}', { if: { properties: { k: { const: 'a' } } }, then: { required: ['x'] }, else: { required: ['y'] } }, ['required  at { key y']],
    ['what any of all parts says', '{a: 1}', { allOf: [{ required: ['b'] }, { properties: { a: text } }] }, ['required  at { key b', 'type a at 1 expected string']],
  ]; // prettier-ignore
  for (const [what, yaml, own, found] of table) {
    it(`finds ${what}`, () => {
      assert.deepEqual(lines(yaml, own), found);
    });
  }
});

describe('checkSchema by dialect', () => {
  const type = (wanted: Schema['type']): Schema => ({ type: wanted }) as Schema;
  /** Text of a scalar, wanted type, the dialects that refuse it. */
  const table: readonly [text: string, wanted: Schema, refusedBy: string][] = [
    ['8080', type('string'), 'collector kubernetes eksctl'],
    ['true', type('string'), 'collector kubernetes eksctl'],
    ['yes', type('string'), 'kubernetes eksctl'],
    ['off', type('boolean'), 'collector prometheus'],
    ['"true"', type('boolean'), 'collector prometheus kubernetes eksctl'],
    ['1.5', type('integer'), 'kubernetes eksctl'],
    ['2.0', type('integer'), ''],
    ['1e3', type('integer'), ''],
    ['1_000', type('integer'), ''],
    ['0x1F', type('integer'), ''],
    ['0b11', type('integer'), ''],
    ['"1"', type('integer'), 'collector prometheus kubernetes eksctl'],
    ['1', type('number'), ''],
    ['.inf', type('number'), ''],
    ['~', type('integer'), ''],
    ['~', type('object'), ''],
    ['!!str 1', type('string'), ''],
    ['!!str 1', type('integer'), 'collector prometheus kubernetes eksctl'],
    ['!mine 1', type('boolean'), ''],
    ['a,b', { type: 'array', items: { type: 'string' } }, 'prometheus kubernetes eksctl'],
    ['a,b', { type: 'array', items: { type: 'integer' } }, 'collector prometheus kubernetes eksctl'],
    ['${env:PORT}', type('integer'), 'kubernetes eksctl'],
    ['x-${PORT}-y', type('integer'), 'kubernetes eksctl'],
    ['$${PORT}', type('integer'), 'collector prometheus kubernetes eksctl'],
    ['$$${PORT}', type('integer'), 'kubernetes eksctl'],
    ['12', { type: ['integer', 'string'] }, ''],
    ['x', { type: ['integer', 'string'] }, ''],
    ['1.5', { type: ['integer', 'string'] }, 'kubernetes eksctl'],
  ];
  for (const [scalar, wanted, refusedBy] of table) {
    it(`${scalar} as ${JSON.stringify(wanted)} is refused by: ${refusedBy === '' ? 'nobody' : refusedBy}`, () => {
      const refusing = (['collector', 'prometheus', 'kubernetes', 'eksctl'] as const).filter(
        (dialect) => lines(scalar, wanted, { dialect }).length > 0,
      );
      assert.equal(refusing.join(' '), refusedBy);
    });
  }
});
