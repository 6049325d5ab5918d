import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { found } from './check.ts';

const logs = (operators: string, pipelines = '{logs: {receivers: [filelog], exporters: [debug]}}'): string =>
  `receivers: {filelog: {include: [/tmp/a], operators: [${operators}]}, otlp: {protocols: {grpc: }}}\nexporters: {debug: }\nservice: {pipelines: ${pipelines}}\n`;

describe('The ids of log operators', () => {
  const cases: readonly [what: string, operators: string, twice: string[]][] = [
    ['differ', '{type: json_parser, id: a}, {type: json_parser, id: b}', []],
    ['are the same', '{type: json_parser, id: a}, {type: add, field: body, value: x, id: a}', ['a']],
    ['are left out', '{type: json_parser}, {type: json_parser}', []],
    [
      'are the type of one before',
      '{type: json_parser}, {type: add, field: body, value: x, id: json_parser}',
      ['json_parser'],
    ],
    [
      'are the type of one behind',
      '{type: add, field: body, value: x, id: json_parser}, {type: json_parser}',
      ['json_parser'],
    ],
    ['are their own type', '{type: json_parser, id: json_parser}', []],
    ['are variables', '{type: json_parser, id: "${env:A}"}, {type: json_parser, id: "${env:A}"}', []],
  ];
  const ids = (text: string, version?: string): string[] =>
    found(text, version === undefined ? {} : { version }).filter((one) => one.includes('operator-id'));
  for (const [what, operators, twice] of cases) {
    it(`${what}: ${twice.length > 0 ? 'an error' : 'nothing'}`, () => {
      assert.deepEqual(
        ids(logs(operators)),
        twice.map((id) => `collector/operator-id-twice error ${id}`),
      );
    });
  }

  it('stop the collector only at its start before 0.44, and only where a pipeline has them', () => {
    const operators = '{type: json_parser, id: a}, {type: json_parser, id: a}';
    assert.deepEqual(ids(logs(operators), '0.43.0'), ['collector/operator-id-twice warning a']);
    assert.deepEqual(ids(logs(operators, '{logs: {receivers: [otlp], exporters: [debug]}}')), []);
  });
});
