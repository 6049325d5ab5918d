import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checkCollector } from '../../../../src/otel/checkCollector.ts';
import { readCollectorFile } from '../../../../src/otel/collectorFile.ts';
import { collectorSchemas as schemas } from '../schemas.ts';

/** Errors and warnings of a config with one component between an OTLP receiver and a debug exporter. */
function found(component: string, { signal = 'traces', version = '0.49.0', isUsed = true } = {}): string[] {
  const isReceiver = component.startsWith('filelog');
  const id = component.slice(0, component.indexOf(':'));
  const text = `receivers:
  otlp: {protocols: {grpc: {}}}
${isReceiver ? `  ${component}` : ''}
processors:
  batch:
${isReceiver ? '' : `  ${component}`}
exporters:
  debug:
service:
  pipelines:
    ${signal}:
      receivers: [${isReceiver && isUsed ? id : 'otlp'}]
      processors: [${!isReceiver && isUsed ? `${id}, ` : ''}batch]
      exporters: [debug]
`;
  return readCollectorFile(text, { schemas, adotVersion: version })
    .collectors.flatMap(checkCollector)
    .filter(({ severity }) => severity === 'error' || severity === 'warning')
    .filter(({ code }) => !/^pipeline|localhost/.test(code) && code !== 'collector/listens-on-localhost')
    .map(({ code, severity, span }) => `${code} ${severity} ${text.slice(span.start, span.end)}`);
}

const action = (settings: string): string => `attributes: {actions: [{${settings}}]}`;
const operator = (settings: string): string => `filelog: {include: [/a], operators: [{${settings}}]}`;

const refused: readonly [what: string, component: string, expected: string, signal?: string][] = [
  [
    'a severity read from a boolean',
    operator('type: severity_parser, parse_from: attributes.a, mapping: {error: true}'),
    'wrong-type error true',
    'logs',
  ],
  [
    'a severity read from a list with a boolean',
    operator('type: severity_parser, parse_from: attributes.a, mapping: {error: [a, true]}'),
    'wrong-type error true',
    'logs',
  ],
  ['an action that is none', action('key: a, action: deletes'), 'unknown-value error deletes'],
  ['an action without a key', action('action: insert, value: 1'), 'missing-field error actions'],
  ['an insertion of nothing', action('key: a, action: insert'), 'missing-field error actions'],
  ['a value for what is deleted', action('key: a, action: delete, value: 1'), 'forbidden-field error value'],
  ['a pattern without names', action('key: a, action: extract, pattern: (x)'), 'bad-format error (x)'],
  [
    'a type that nothing is converted to',
    action('key: a, action: convert, converted_type: bool'),
    'unknown-value error bool',
  ],
  [
    'a match type that is none',
    'attributes: {include: {match_type: x, metric_names: [a]}, actions: [{key: a, action: delete}]}',
    'unknown-value error x',
    'metrics',
  ],
  ['a span processor without work', 'span: {name: {}}', 'missing-field error name'],
  [
    'an operation without its label',
    'metricstransform: {transforms: [{include: a, action: update, operations: [{action: add_label, new_value: b}]}]}',
    'missing-field error operations',
    'metrics',
  ],
  ['an expression with no group', operator('type: regex_parser, regex: abc'), 'bad-format error abc', 'logs'],
  ['a move from nowhere', operator('type: move, to: body'), 'missing-field error operators', 'logs'],
  ['a pattern of files left open', 'filelog: {include: ["a{"]}', 'bad-format error "a{"', 'logs'],
  ['log files that are none', 'filelog: {include: []}', 'too-few error include', 'logs'],
];

describe('what components refuse while they are built', () => {
  for (const [what, component, expected, signal = 'traces'] of refused) {
    const [code = ''] = expected.split(' ');
    it(`is found: ${what}`, () => {
      assert.ok(
        found(component, { signal }).some((one) => one.startsWith(`collector/${code} error`)),
        found(component, { signal }).join('\n'),
      );
    });

    it(`is no error before 0.44 nor where no pipeline uses it: ${what}`, () => {
      const errors = (given: Parameters<typeof found>[1]): string[] =>
        found(component, given).filter((one) => one.includes(' error '));
      assert.deepEqual(errors({ signal, version: '0.42.0' }), []);
      assert.deepEqual(errors({ signal, isUsed: false }), []);
    });
  }

  for (const [what, component, signal = 'traces'] of [
    ['actions in capitals', action('key: a, action: DELETE')],
    ['a deletion by pattern alone', action('action: delete, pattern: x')],
    ['null in place of a value that is not used', action('key: a, action: delete, value: null')],
    ['a variable as action', action('key: a, action: "${env:ACTION}"')],
    [
      'a layout of the native kind',
      operator('type: json_parser, timestamp: {parse_from: attributes.a, layout_type: native}'),
      'logs',
    ],
    [
      'unknown keys of an operator',
      operator('type: json_parser, severity: {parse_from: attributes.a, other: 1}'),
      'logs',
    ],
  ] as const) {
    it(`has nothing against ${what}`, () => {
      assert.deepEqual(found(component, { signal }), []);
    });
  }
});

describe('what decoding refuses', () => {
  for (const [what, component, signal, code] of [
    [
      'a field of a log record that is none',
      operator('type: move, from: log, to: body'),
      'logs',
      'bad-format',
    ],
    ['a size that is none', 'filelog: {include: [/a], max_log_size: 5x}', 'logs', 'bad-format'],
    [
      'a calculation with one operand',
      'metricsgeneration: {rules: [{name: a, type: calculate, metric1: b}]}',
      'metrics',
      'missing-field',
    ],
    [
      'metrics without a match type',
      'cumulativetodelta: {include: {metrics: [a]}}',
      'metrics',
      'missing-field',
    ],
  ] as const) {
    for (const version of ['0.49.0', '0.42.0']) {
      it(`is found for ADOT ${version}: ${what}`, () => {
        const all = found(component, { signal, version });
        assert.ok(
          all.some((one) => one.startsWith(`collector/${code} error`)),
          all.join('\n'),
        );
      });
    }
  }
});
