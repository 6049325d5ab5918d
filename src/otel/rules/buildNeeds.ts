import type { Schema } from '../../manifest/schema/schema.ts';
import type { ComponentKind, Signal } from '../collectorSchemas.ts';

/** What a component asks of its settings when it is built for a pipeline. */
export interface BuildNeeds {
  kind: ComponentKind;
  /** Its names, old and new. */
  types: readonly string[];
  /** Laid over its schema: only what that does not say already. */
  schema: Schema;
  /** The signal of the pipelines for which it asks this; every one by default. */
  signal?: Signal;
}

const filled: Schema = { minLength: 1 };
const filledList: Schema = { minItems: 1 };
const no: Schema = { not: {} };
const unset: Schema = { format: 'unset' };
const noList: Schema = { not: { type: 'array', minItems: 1 } };

/** What is asked for when `key` is one of these words. */
function when(key: string, words: readonly string[], then: Schema): Schema {
  return { if: { required: [key], properties: { [key]: { enum: words, ignoreCase: true } } }, then };
}

/** As `when`, in the words' own letters. */
function whenExactly(key: string, words: readonly string[], then: Schema): Schema {
  return { if: { required: [key], properties: { [key]: { enum: words } } }, then };
}

const needs = (...required: readonly string[]): Schema => ({
  required,
  properties: Object.fromEntries(required.map((key) => [key, filled])),
});

const oneOf = (...keys: readonly string[]): Schema => ({ anyOf: keys.map((key) => ({ required: [key] })) });

/** Two of the places that a value can come from. */
const both = (...required: readonly string[]): Schema => ({
  not: { required, properties: { from_attribute: filled, from_context: filled } },
});

/** https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/internal/coreinternal/attraction/attraction.go */
const attributeAction: Schema = {
  type: 'object',
  required: ['action'],
  properties: {
    action: {
      enum: ['insert', 'update', 'upsert', 'delete', 'hash', 'extract', 'convert'],
      ignoreCase: true,
    },
  },
  allOf: [
    when('action', ['insert', 'update', 'upsert', 'extract', 'convert'], needs('key')),
    when('action', ['delete', 'hash'], {
      ...oneOf('key', 'pattern'),
      properties: { pattern: { format: 're2' }, value: no, from_attribute: unset, converted_type: unset },
    }),
    when('action', ['insert', 'update', 'upsert'], {
      ...oneOf('value', 'from_attribute', 'from_context', 'default_value'),
      properties: { pattern: unset, converted_type: unset },
      allOf: [
        both('value', 'from_attribute'),
        both('value', 'from_context'),
        both('from_attribute', 'from_context'),
      ],
    }),
    when('action', ['extract'], {
      required: ['pattern'],
      properties: {
        pattern: { ...filled, format: 're2-named' },
        value: no,
        from_attribute: unset,
        from_context: unset,
        converted_type: unset,
      },
    }),
    when('action', ['convert'], {
      required: ['converted_type'],
      properties: {
        converted_type: { enum: ['int', 'double', 'string'] },
        value: no,
        from_attribute: unset,
        from_context: unset,
        pattern: unset,
      },
    }),
  ],
};

const attributeActions: Schema = { items: attributeAction };

/** Lists whose texts are matched in the way that `match_type` says. */
const matched = ['services', 'span_names', 'span_kinds', 'log_bodies', 'log_severity_texts', 'metric_names'];

/** https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/internal/filter/filterconfig/config.go */
function match(
  asked: readonly string[],
  refused: readonly string[],
  types: readonly string[] = ['strict', 'regexp'],
): Schema {
  return {
    type: 'object',
    properties: Object.fromEntries(refused.map((key) => [key, noList])),
    anyOf: asked.map((key) => ({ required: [key], properties: { [key]: filledList } })),
    allOf: matched.map((key) => ({
      if: { required: [key], properties: { [key]: filledList } },
      then: { required: ['match_type'], properties: { match_type: { enum: types } } },
    })),
    if: { required: ['match_type'], properties: { match_type: { const: 'regexp' } } },
    then: { properties: Object.fromEntries(matched.map((key) => [key, { items: { format: 're2' } }])) },
  };
}

function matching(schema: Schema): Schema {
  return { properties: { include: schema, exclude: schema } };
}

const ofSpans = match(
  ['services', 'span_names', 'attributes', 'libraries', 'resources', 'span_kinds'],
  ['log_bodies', 'log_severity_texts', 'metric_names'],
);
const ofLogs = match(
  ['attributes', 'libraries', 'resources', 'log_bodies', 'log_severity_texts', 'log_severity_number'],
  ['span_names', 'services', 'span_kinds', 'metric_names'],
);
const ofMetrics = match(
  ['metric_names', 'resources'],
  ['log_bodies', 'log_severity_texts', 'span_names', 'services', 'span_kinds', 'attributes', 'libraries'],
  ['strict', 'regexp', 'expr'],
);

/** https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/processor/filterprocessor/config.go */
const oldMetricFilter: Schema = {
  allOf: [
    {
      if: { required: ['metric_names'], properties: { metric_names: filledList } },
      then: {
        required: ['match_type'],
        properties: { match_type: { enum: ['strict', 'regexp', 'expr'] } },
      },
    },
    whenExactly('match_type', ['regexp'], { properties: { metric_names: { items: { format: 're2' } } } }),
  ],
};

const aggregation: Schema = { enum: ['', 'sum', 'mean', 'min', 'max', 'median', 'count'] };

/** https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/processor/metricstransformprocessor/factory.go */
const metricOperation: Schema = {
  type: 'object',
  required: ['action'],
  properties: {
    action: {
      enum: [
        'add_label',
        'update_label',
        'delete_label_value',
        'toggle_scalar_data_type',
        'experimental_scale_value',
        'aggregate_labels',
        'aggregate_label_values',
      ],
    },
    aggregation_type: aggregation,
  },
  allOf: [
    whenExactly('action', ['add_label'], needs('new_label', 'new_value')),
    whenExactly('action', ['update_label'], needs('label')),
    whenExactly('action', ['experimental_scale_value'], {
      required: ['experimental_scale'],
      properties: { experimental_scale: { not: { const: 0 } } },
    }),
  ],
};

const metricTransform: Schema = {
  type: 'object',
  required: ['include', 'action'],
  properties: {
    include: filled,
    action: { enum: ['insert', 'update', 'combine', 'group'] },
    match_type: { enum: ['', 'strict', 'regexp'] },
    aggregation_type: aggregation,
    submatch_case: { enum: ['', 'lower', 'upper'] },
    operations: { items: metricOperation },
  },
  allOf: [
    whenExactly('match_type', ['regexp'], { properties: { include: { format: 're2' } } }),
    whenExactly('action', ['insert', 'combine'], needs('new_name')),
    whenExactly('action', ['combine'], needs('aggregation_type')),
    whenExactly('action', ['group'], { required: ['group_resource_labels'] }),
  ],
};

/** https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/processor/spanprocessor/factory.go */
const span: Schema = {
  anyOf: [{ required: ['name'] }, { required: ['status'] }],
  properties: {
    status: {
      required: ['code'],
      properties: { code: { enum: ['Unset', 'Ok', 'Error'] } },
      allOf: [whenExactly('code', ['Unset', 'Ok'], { properties: { description: unset } })],
    },
    name: { properties: { to_attributes: { properties: { rules: { items: { format: 're2' } } } } } },
  },
  if: { not: { required: ['status'] } },
  then: {
    properties: {
      name: {
        anyOf: [
          { required: ['from_attributes'], properties: { from_attributes: filledList } },
          {
            required: ['to_attributes'],
            properties: { to_attributes: { required: ['rules'], properties: { rules: filledList } } },
          },
        ],
      },
    },
  },
};

/** https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/pkg/stanza/operator/helper/time.go */
const timestamp: Schema = {
  required: ['parse_from'],
  properties: { layout_type: { enum: ['', 'strptime', 'gotime', 'epoch', 'native'] } },
  allOf: [
    {
      if: { required: ['layout_type'], properties: { layout_type: { const: 'native' } } },
      else: needs('layout'),
    },
    {
      if: { properties: { layout_type: { enum: ['', 'strptime'] } } },
      then: { properties: { layout: { format: 'strptime' } } },
    },
    whenExactly('layout_type', ['epoch'], {
      properties: { layout: { enum: ['s', 'ms', 'us', 'ns', 's.ms', 's.us', 's.ns'] } },
    }),
  ],
};

const severityValue: Schema = {
  anyOf: [{ type: ['string', 'integer'] }, { type: 'object', required: ['min', 'max'] }],
};

/** https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/pkg/stanza/operator/helper/severity_builder.go */
const severity: Schema = {
  required: ['parse_from'],
  properties: {
    mapping: { additionalProperties: { anyOf: [{ type: 'array', items: severityValue }, severityValue] } },
  },
};

const notMapping: Schema = { type: 'string' };

/** https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/pkg/stanza/operator, each operator's Build */
const logOperator: Schema = {
  properties: {
    on_error: { enum: ['send', 'send_quiet', 'drop', 'drop_quiet'] },
    timestamp,
    severity,
  },
  allOf: [
    whenExactly('type', ['regex_parser'], {
      required: ['regex'],
      properties: { regex: { ...filled, format: 're2-captures' } },
    }),
    whenExactly('type', ['move', 'copy'], {
      required: ['from', 'to'],
      properties: { from: notMapping, to: notMapping },
    }),
    whenExactly('type', ['remove'], { required: ['field'], properties: { field: notMapping } }),
    whenExactly('type', ['retain'], { required: ['fields'], properties: { fields: filledList } }),
    whenExactly('type', ['filter'], {
      ...needs('expr'),
      properties: { expr: filled, drop_ratio: { minimum: 0, maximum: 1 } },
    }),
    whenExactly('type', ['regex_replace'], oneOf('regex', 'regex_name')),
    whenExactly('type', ['csv_parser'], oneOf('header', 'header_attribute')),
    whenExactly('type', ['recombine'], {
      ...oneOf('is_first_entry', 'is_last_entry'),
      required: ['combine_field'],
      properties: { combine_field: notMapping },
    }),
    whenExactly('type', ['severity_parser'], severity),
    whenExactly('type', ['time_parser'], timestamp),
  ],
};

/** https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/pkg/stanza/fileconsumer/config.go */
const logFiles: Schema = {
  required: ['include'],
  properties: {
    include: { minItems: 1, items: { format: 'glob' } },
    exclude: { items: { format: 'glob' } },
    start_at: { enum: ['beginning', 'end'] },
    fingerprint_size: { minimum: 16 },
    max_log_size: { exclusiveMinimum: 0 },
    max_concurrent_files: { minimum: 1 },
    max_batches: { minimum: 0 },
    operators: { items: logOperator },
  },
};

/** What `validate` finds out by building the pipelines, since it does that. */
export const buildNeeds: readonly BuildNeeds[] = [
  { kind: 'processors', types: ['attributes'], schema: { properties: { actions: attributeActions } } },
  { kind: 'processors', types: ['attributes', 'span'], schema: matching(ofSpans), signal: 'traces' },
  { kind: 'processors', types: ['attributes'], schema: matching(ofLogs), signal: 'logs' },
  { kind: 'processors', types: ['attributes'], schema: matching(ofMetrics), signal: 'metrics' },
  { kind: 'processors', types: ['resource'], schema: { properties: { attributes: attributeActions } } },
  {
    kind: 'processors',
    types: ['filter'],
    schema: { properties: { metrics: matching(oldMetricFilter) } },
    signal: 'metrics',
  },
  {
    kind: 'processors',
    types: ['metrics_transform', 'metricstransform'],
    schema: { properties: { transforms: { items: metricTransform } } },
  },
  { kind: 'processors', types: ['span'], schema: span },
  {
    kind: 'exporters',
    types: ['otlp_http', 'otlphttp'],
    schema: { properties: { endpoint: { format: 'uri' } } },
  },
  { kind: 'receivers', types: ['file_log', 'filelog'], schema: logFiles },
];
