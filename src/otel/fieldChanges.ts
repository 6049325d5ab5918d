import * as l10n from '@vscode/l10n';
import type { ComponentKind } from './collectorSchemas.ts';

/** A field that a component had once, or that people write though it never had it. */
export interface GoneField {
  kind: ComponentKind;
  types: readonly string[];
  /** From the component's settings, with dots. */
  path: string;
  /** The first release without it; `0.0.0` where there never was one. */
  since: string;
  /** Localised: what to do. */
  advice: () => string;
}

const remoteWrite = ['prometheus_remote_write', 'prometheusremotewrite'];

/**
 * Fields that went, by the differences of the Config structs between the tags.
 * https://github.com/aws-observability/aws-otel-collector/tree/main/docs/releases
 */
export const goneFields: readonly GoneField[] = [
  {
    kind: 'exporters',
    types: remoteWrite,
    path: 'sending_queue',
    since: '0.0.0',
    advice: () =>
      l10n.t('Its queue is called remote_write_queue, with enabled, queue_size and num_consumers.'),
  },
  {
    kind: 'exporters',
    types: remoteWrite,
    path: 'queue',
    since: '0.0.0',
    advice: () =>
      l10n.t('Its queue is called remote_write_queue, with enabled, queue_size and num_consumers.'),
  },
  {
    kind: 'exporters',
    types: remoteWrite,
    path: 'aws_auth',
    since: '0.0.0',
    advice: () =>
      l10n.t('The extension sigv4auth signs requests now; the exporter names it in auth.authenticator.'),
  },
  {
    kind: 'exporters',
    types: remoteWrite,
    path: 'export_created_metric',
    since: '0.44.0',
    advice: () => l10n.t('Nothing takes its place with remote write 1.0.'),
  },
  {
    kind: 'exporters',
    types: ['debug'],
    path: 'loglevel',
    since: '0.0.0',
    advice: () => l10n.t('How much it prints is said by verbosity: basic, normal or detailed.'),
  },
  {
    kind: 'receivers',
    types: ['prometheus'],
    path: 'use_start_time_metric',
    since: '0.47.0',
    advice: () => l10n.t('Start times are no longer adjusted by a metric; leave it out.'),
  },
  {
    kind: 'receivers',
    types: ['prometheus'],
    path: 'start_time_metric_regex',
    since: '0.47.0',
    advice: () => l10n.t('Start times are no longer adjusted by a metric; leave it out.'),
  },
  {
    kind: 'receivers',
    types: ['prometheus'],
    path: 'report_extra_scrape_metrics',
    since: '0.48.0',
    advice: () => l10n.t('Prometheus’ own extra_scrape_metrics under config.global took its place.'),
  },
];

/** A field that came with a release. */
export interface NewField {
  kind: ComponentKind;
  types: readonly string[];
  /** From the component's settings, with dots. */
  path: string;
  /** The first release with it. */
  since: string;
}

/**
 * Fields that people meet in newer guides, by the differences of the Config structs between the tags.
 * https://github.com/aws-observability/aws-otel-collector/tree/main/docs/releases
 */
export const newFields: readonly NewField[] = [
  { kind: 'exporters', types: remoteWrite, path: 'max_batch_request_parallelism', since: '0.44.0' },
  { kind: 'exporters', types: remoteWrite, path: 'protobuf_message', since: '0.44.0' },
  { kind: 'exporters', types: remoteWrite, path: 'translation_strategy', since: '0.48.0' },
  { kind: 'exporters', types: remoteWrite, path: 'disable_scope_info', since: '0.48.0' },
  { kind: 'extensions', types: ['sigv4auth'], path: 'assume_role.web_identity_token_file', since: '0.44.0' },
  { kind: 'extensions', types: ['sigv4auth'], path: 'assume_role.external_id', since: '0.48.0' },
  { kind: 'receivers', types: ['prometheus'], path: 'api_server', since: '0.44.0' },
  { kind: 'receivers', types: ['prometheus'], path: 'scrape_on_shutdown', since: '0.49.0' },
  { kind: 'receivers', types: ['prometheus'], path: 'discovery_reload_on_startup', since: '0.49.0' },
  { kind: 'receivers', types: ['prometheus'], path: 'initial_scrape_offset', since: '0.49.0' },
  { kind: 'processors', types: ['filter'], path: 'metric_conditions', since: '0.48.0' },
  { kind: 'processors', types: ['filter'], path: 'log_conditions', since: '0.48.0' },
  { kind: 'processors', types: ['filter'], path: 'trace_conditions', since: '0.48.0' },
  { kind: 'processors', types: ['filter'], path: 'profile_conditions', since: '0.48.0' },
];
