/** Settings of an exporter, and what the collector of ADOT 0.49 refuses in them. */
export interface ExporterCase {
  what: string;
  exporter: string;
  settings: string;
  /** `code text`; none: the collector takes it. */
  refused: readonly string[];
}

const otlp = (queue: string, ...refused: string[]): ExporterCase => ({
  ...{ what: queue, exporter: 'otlp', refused },
  settings: `endpoint: "a:1", sending_queue: {${queue}}`,
});
const retry = (settings: string, ...refused: string[]): ExporterCase => ({
  ...{ what: `retry_on_failure ${settings}`, exporter: 'otlp', refused },
  settings: `endpoint: "a:1", retry_on_failure: {${settings}}`,
});
const prometheus = (queue: string, ...refused: string[]): ExporterCase => ({
  ...{ what: `${queue || 'nothing'} in prometheus`, exporter: 'prometheus', refused },
  settings: `endpoint: "a:1", sending_queue: {${queue}}`,
});
const debug = (verbosity: string, ...refused: string[]): ExporterCase => ({
  ...{ what: `verbosity ${verbosity}`, exporter: 'debug', refused, settings: `verbosity: ${verbosity}` },
});

const outOfRange = 'collector/out-of-range';
const overQueue = 'collector/batch-over-queue';
const missing = 'collector/missing-field sending_queue';

/** All are asked of the real collector too, in test/live. */
export const exporterCases: readonly ExporterCase[] = [
  otlp(''),
  otlp('num_consumers: 1, queue_size: 1'),
  otlp('num_consumers: 0', `${outOfRange} 0`),
  otlp('num_consumers: -1', `${outOfRange} -1`),
  otlp('queue_size: 0', `${outOfRange} 0`),
  otlp('enabled: false, num_consumers: 0, queue_size: 0'),
  otlp('storage: file_storage, wait_for_result: true', 'collector/exclusive-fields wait_for_result'),
  otlp('enabled: false, storage: file_storage, wait_for_result: true'),
  otlp('wait_for_result: true'),
  otlp('batch: '),
  otlp('batch: {}'),
  otlp('batch: {min_size: 5000}'),
  otlp('batch: {min_size: -1}', `${outOfRange} -1`),
  otlp('batch: {max_size: -1}', `${outOfRange} -1`),
  otlp('batch: {max_size: 5}', 'collector/batch-max-below-size 5'),
  otlp('batch: {min_size: 10, max_size: 5}', 'collector/batch-max-below-size 5'),
  otlp('batch: {min_size: 5, max_size: 5}'),
  otlp('batch: {flush_timeout: 0s}', `${outOfRange} 0s`),
  otlp('enabled: false, batch: {flush_timeout: 0s}'),
  otlp('sizer: items, batch: {}', `${overQueue} {}`),
  otlp('sizer: items, queue_size: 20000, batch: {}'),
  otlp('sizer: items, queue_size: 100, batch: {min_size: 200}', `${overQueue} 100`),
  otlp('sizer: items, batch: {min_size: 2000}', `${overQueue} 2000`),
  otlp('sizer: requests, batch: {sizer: items}'),
  otlp('sizer: requests, queue_size: 10000, batch: {}', 'collector/unknown-value requests'),
  otlp('queue_size: 10000, batch: {sizer: requests}', 'collector/unknown-value requests'),
  prometheus('', missing, missing),
  prometheus('num_consumers: 1', missing),
  prometheus('num_consumers: 1, queue_size: 1'),
  prometheus('enabled: false'),
  prometheus('num_consumers: 0, queue_size: 1', `${outOfRange} 0`),
  retry('max_interval: -1s', `${outOfRange} -1s`),
  retry('initial_interval: -1s', `${outOfRange} -1s`),
  retry('max_elapsed_time: -1s', `${outOfRange} -1s`),
  retry('multiplier: -1', `${outOfRange} -1`),
  retry('multiplier: 0'),
  retry('randomization_factor: -0.1', `${outOfRange} -0.1`),
  retry('randomization_factor: 1.1', `${outOfRange} 1.1`),
  retry('randomization_factor: 1'),
  retry('max_interval: 0s, initial_interval: 0s'),
  retry('enabled: false, max_interval: -1s', `${outOfRange} -1s`),
  debug('0'),
  debug('2'),
  debug('2.9'),
  debug('3', `${outOfRange} 3`),
  debug('detailed'),
];

/** The config around an exporter. */
export function configWith({ exporter, settings }: ExporterCase): string {
  return [
    'receivers: {otlp: {protocols: {grpc: }}}',
    `exporters: {${exporter}: {${settings}}}`,
    `service: {pipelines: {metrics: {receivers: [otlp], exporters: [${exporter}]}}}`,
    '',
  ].join('\n');
}
