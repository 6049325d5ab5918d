import type { Schema } from '../../../src/manifest/schema/schema.ts';
import type {
  CollectorRelease,
  ComponentKind,
  ComponentType,
  Signal,
} from '../../../src/otel/collectorSchemas.ts';

const text: Schema = { type: 'string' };
const flag = (value: boolean): Schema => ({ type: 'boolean', default: value });
const goDuration = (value?: string): Schema => ({
  type: 'string',
  format: 'go-duration',
  ...(value !== undefined && { default: value }),
});

/** A small world of schemas with every form that matters, so that tests do not lean on the generated ones. */
const definitions: Record<string, Schema> = {
  'configauth.Config': {
    type: 'object',
    properties: { authenticator: { type: 'string', format: 'component-id' } },
  },
  'queue.Config': {
    title: 'queue.Config',
    type: 'object',
    properties: {
      enabled: flag(true),
      queue_size: { type: 'integer', default: 1000 },
      storage: { type: 'string', format: 'component-id' },
    },
    additionalProperties: false,
  },
  'prometheus.ScrapeConfig': {
    type: 'object',
    required: ['job_name'],
    additionalProperties: false,
    properties: {
      scrape_interval: { type: 'string', format: 'prometheus-duration', default: '1m' },
      job_name: text,
      scheme: { type: 'string', enum: ['http', 'https'], default: 'http' },
      kubernetes_sd_configs: { type: 'array', items: { $ref: '#/definitions/kubernetes.SDConfig' } },
      relabel_configs: { type: 'array', items: { $ref: '#/definitions/relabel.Config' } },
      metric_relabel_configs: { type: 'array', items: { $ref: '#/definitions/relabel.Config' } },
    },
  },
  'kubernetes.SDConfig': {
    type: 'object',
    required: ['role'],
    additionalProperties: false,
    properties: {
      role: { type: 'string', enum: ['endpointslice', 'pod', 'service', 'node'] },
      namespaces: { type: 'object', properties: { names: { type: 'array', items: text } } },
    },
  },
  'relabel.Config': {
    type: 'object',
    additionalProperties: false,
    properties: {
      source_labels: { type: 'array', items: { type: 'string', format: 'label-name' } },
      separator: { type: 'string', default: ';' },
      regex: { type: 'string', format: 're2', default: '(.*)' },
      modulus: { type: 'integer' },
      target_label: text,
      replacement: { type: 'string', default: '$1' },
      action: {
        type: 'string',
        enum: ['replace', 'keep', 'drop', 'hashmod', 'labeldrop'],
        default: 'replace',
      },
    },
  },
};

const types: Record<ComponentKind, Record<string, Partial<ComponentType> & { schema: Schema }>> = {
  receivers: {
    prometheus: {
      signals: ['metrics'],
      schema: {
        type: 'object',
        additionalProperties: false,
        properties: {
          config: {
            type: 'object',
            properties: {
              scrape_configs: { type: 'array', items: { $ref: '#/definitions/prometheus.ScrapeConfig' } },
            },
          },
          trim_metric_suffixes: flag(false),
        },
      },
    },
    otlp: {
      signals: ['traces', 'metrics', 'logs'],
      schema: {
        type: 'object',
        properties: {
          protocols: {
            type: 'object',
            properties: {
              grpc: {
                type: 'object',
                properties: { endpoint: { type: 'string', default: 'localhost:4317' } },
              },
              http: {
                type: 'object',
                properties: { endpoint: { type: 'string', default: 'localhost:4318' } },
              },
            },
          },
        },
      },
    },
    zipkin: { signals: ['traces'], schema: { type: 'object', properties: { endpoint: text } } },
  },
  processors: {
    batch: {
      signals: ['traces', 'metrics'],
      schema: { type: 'object', properties: { timeout: goDuration('200ms') } },
    },
    memory_limiter: {
      signals: ['metrics', 'traces', 'logs'],
      schema: {
        type: 'object',
        required: ['check_interval'],
        properties: { limit_mib: { type: 'integer' }, check_interval: goDuration() },
      },
    },
    filter: {
      signals: ['metrics'],
      schema: { type: 'object', properties: { error_mode: { type: 'string', enum: ['ignore', 'silent'] } } },
    },
    tail_sampling: {
      signals: ['traces'],
      schema: {
        type: 'object',
        properties: {
          policies: {
            type: 'array',
            items: {
              type: 'object',
              required: ['name', 'type'],
              properties: { name: text, type: { type: 'string', enum: ['latency', 'and'] } },
              oneOf: [
                {
                  properties: {
                    type: { const: 'latency' },
                    latency: { type: 'object', properties: { threshold_ms: { type: 'integer' } } },
                  },
                },
                { properties: { type: { const: 'and' }, and: { type: 'object' } } },
              ],
            },
          },
        },
      },
    },
  },
  exporters: {
    prometheus_remote_write: {
      signals: ['metrics'],
      schema: {
        type: 'object',
        additionalProperties: false,
        required: ['endpoint'],
        properties: {
          timeout: goDuration('5s'),
          endpoint: text,
          auth: { $ref: '#/definitions/configauth.Config' },
          add_metric_suffixes: { ...flag(true), deprecated: true },
          external_labels: { type: 'object', additionalProperties: text },
        },
      },
    },
    prometheusremotewrite: {
      aliasOf: 'prometheus_remote_write',
      signals: ['metrics'],
      schema: { type: 'object' },
    },
    debug: {
      signals: ['traces', 'metrics', 'logs'],
      stability: { metrics: 'alpha' },
      schema: {
        type: 'object',
        properties: {
          verbosity: { type: 'string', enum: ['basic', 'normal', 'detailed'], default: 'basic' },
          use_internal_logger: flag(true),
          sending_queue: { $ref: '#/definitions/queue.Config' },
        },
      },
    },
    awsxray: { signals: ['traces'], schema: { type: 'object' } },
    datadog: { signals: ['metrics'], stability: { metrics: 'deprecated' }, schema: { type: 'object' } },
  },
  connectors: {},
  extensions: {
    sigv4auth: {
      stability: { extension: 'beta' },
      schema: { type: 'object', properties: { region: text, service: text } },
    },
    health_check: {
      stability: { extension: 'beta' },
      schema: { type: 'object', properties: { endpoint: text } },
    },
    file_storage: {
      stability: { extension: 'beta' },
      schema: { type: 'object', properties: { directory: text } },
    },
  },
};

/** A release that knows the components above. */
export const smallRelease: CollectorRelease = {
  version: '0.49.0',
  upstream: '0.156.0',
  types: (kind) => Object.keys(types[kind]).sort(),
  component: (kind, type) => {
    const found = Object.hasOwn(types[kind], type) ? types[kind][type] : undefined;
    const signals: readonly Signal[] = [];
    return found && { kind, type, signals, stability: {}, ...found };
  },
  service: {
    type: 'object',
    properties: {
      extensions: { type: 'array', items: { type: 'string', format: 'component-id' } },
      pipelines: { type: 'object' },
      telemetry: {
        type: 'object',
        properties: {
          logs: {
            type: 'object',
            properties: { level: { type: 'string', enum: ['debug', 'info'], default: 'info' } },
          },
          metrics: { type: 'object', properties: { level: { type: 'string' } } },
        },
      },
    },
  },
  definitions,
};
