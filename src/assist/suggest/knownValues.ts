import type { Schemas } from '../schemaSteps.ts';

const matchTypes = ['strict', 'regexp'];
const aggregations = ['sum', 'mean', 'min', 'max', 'count', 'median'];

/**
 * Values of fields whose type is a mere string: the component looks at them itself. What other values there are is not said here,
 * so this is for offering, not for refusing. By definition and field, as their `Validate` functions and readers have them.
 * https://github.com/open-telemetry/opentelemetry-collector-contrib
 */
const known: Readonly<Record<string, readonly string[]>> = {
  'attraction.ActionKeyValue.action': ['insert', 'update', 'upsert', 'delete', 'hash', 'extract', 'convert'],
  'attraction.ActionKeyValue.converted_type': ['int', 'double', 'string'],
  'awsemfexporter.Config.dimension_rollup_option': [
    'ZeroAndSingleDimensionRollup',
    'SingleDimensionRollupOnly',
    'NoDimensionRollup',
  ],
  'awsemfexporter.Config.output_destination': ['cloudwatch', 'stdout'],
  'cumulativetodeltaprocessor.MatchMetrics.match_type': matchTypes,
  'cumulativetodeltaprocessor.MatchMetrics.metric_types': ['sum', 'histogram', 'exponentialhistogram'],
  'fileexporter.Config.compression': ['zstd'],
  'fileexporter.Config.format': ['json', 'proto'],
  'filterconfig.MatchProperties.match_type': matchTypes,
  'filterconfig.MetricMatchProperties.match_type': [...matchTypes, 'expr'],
  'filterprocessor.LogMatchProperties.match_type': matchTypes,
  'k8sattributesprocessor.Config.auth_type': ['serviceAccount', 'kubeConfig', 'none'],
  'k8sattributesprocessor.ExtractConfig.metadata': [
    'k8s.namespace.name',
    'k8s.pod.name',
    'k8s.pod.uid',
    'k8s.pod.start_time',
    'k8s.pod.ip',
    'k8s.deployment.name',
    'k8s.replicaset.name',
    'k8s.daemonset.name',
    'k8s.statefulset.name',
    'k8s.job.name',
    'k8s.cronjob.name',
    'k8s.node.name',
    'k8s.container.name',
    'k8s.cluster.uid',
    'container.id',
    'container.image.name',
    'container.image.tag',
    'service.namespace',
    'service.name',
    'service.version',
    'service.instance.id',
  ],
  'k8sattributesprocessor.FieldExtractConfig.from': ['pod', 'namespace', 'node'],
  'k8sattributesprocessor.FieldFilterConfig.op': ['equals', 'not-equals', 'exists', 'does-not-exist'],
  'k8sattributesprocessor.PodAssociationSourceConfig.from': ['connection', 'resource_attribute'],
  'metricsgenerationprocessor.Rule.operation': ['add', 'subtract', 'multiply', 'divide', 'percent'],
  'metricsgenerationprocessor.Rule.type': ['calculate', 'scale'],
  'metricstransformprocessor.operation.action': [
    'add_label',
    'update_label',
    'delete_label_value',
    'aggregate_labels',
    'aggregate_label_values',
    'toggle_scalar_data_type',
    'experimental_scale_value',
  ],
  'metricstransformprocessor.operation.aggregation_type': aggregations,
  'metricstransformprocessor.transform.action': ['update', 'insert', 'combine', 'group'],
  'metricstransformprocessor.transform.aggregation_type': aggregations,
  'metricstransformprocessor.transform.match_type': matchTypes,
  'metricstransformprocessor.transform.submatch_case': ['lower', 'upper'],
  'otelconf.OTLP.protocol': ['grpc', 'http/protobuf'],
  'otelconf.OTLPMetric.protocol': ['grpc', 'http/protobuf'],
  'otelconftelemetry.LogsConfigV030.encoding': ['console', 'json'],
  'prometheusremotewriteexporter.Config.compression': ['snappy'],
  'prometheusremotewriteexporter.Config.protobuf_message': [
    'prometheus.WriteRequest',
    'io.prometheus.write.v2.Request',
  ],
  'prometheusremotewriteexporter.Config.translation_strategy': [
    'UnderscoreEscapingWithSuffixes',
    'UnderscoreEscapingWithoutSuffixes',
    'NoUTF8EscapingWithSuffixes',
    'NoTranslation',
  ],
  'protocol.TimerHistogramMapping.observer_type': ['gauge', 'summary', 'histogram'],
  'protocol.TimerHistogramMapping.statsd_type': ['timing', 'timer', 'histogram', 'distribution'],
  'resourcedetectionprocessor.Config.detectors': [
    'env',
    'system',
    'ec2',
    'ecs',
    'eks',
    'elastic_beanstalk',
    'lambda',
    'k8s_api',
    'docker',
  ],
  'sigv4authextension.Config.service': ['aps', 'es', 'logs', 'xray', 'monitoring'],
  'statsdreceiver.Config.counter_type': ['int', 'float', 'stochastic_int'],
  'statsdreceiver.Config.transport': ['udp', 'tcp', 'unixgram'],
};

/** The usual values of a field of a mapping; `undefined` where only its schema tells them. */
export function knownValuesOf(owners: Schemas, name: string): readonly string[] | undefined {
  for (const { title } of owners) {
    const values = known[`${title?.replace(/^(?:optional|lenient)\./, '')}.${name}`];
    if (values) {
      return values;
    }
  }
  return undefined;
}

/** The fields that have usual values, `definition.field`. */
export const fieldsWithKnownValues: readonly string[] = Object.keys(known);
