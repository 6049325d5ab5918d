import type { ComponentType } from '../../otel/collectorSchemas.ts';
import { componentKey } from '../componentNames.ts';
import type { Schemas } from '../schemaSteps.ts';

/** Sentences that say what components, fields and labels mean, in one language. */
export interface Texts {
  /** `undefined` where there is no sentence. */
  component(component: Pick<ComponentType, 'kind' | 'type' | 'aliasOf'>): string | undefined;
  /** Of a key of a mapping; `undefined` where there is no sentence. */
  field(field: FieldPlace): string | undefined;
  /** Of a section or a key above components, such as `service.pipelines`. */
  section(path: readonly string[]): string | undefined;
  /** Of a label of a target. */
  label(name: string): string | undefined;
}

/** A key as texts are found by it. */
export interface FieldPlace {
  name: string;
  /** The schemas of the mapping that has the key. */
  owners: Schemas;
  /** The component that it is part of. */
  component?: Pick<ComponentType, 'kind' | 'type' | 'aliasOf'>;
  /** The keys from the component's id, or else from the config's root, down to the mapping, list indexes left out. */
  path: readonly string[];
}

/**
 * Texts by key: `receivers/otlp` for a component, `receivers/otlp.protocols` for a field of it, `confighttp.ServerConfig.endpoint`
 * for one of a definition that components share, `*.tls` for a key that means the same wherever it stands,
 * `label:__meta_kubernetes_pod_label_*` for labels. Names are those of the newest release.
 */
export function createTexts(sentences: Readonly<Record<string, string>>): Texts {
  const of = (key: string): string | undefined =>
    Object.hasOwn(sentences, key) ? sentences[key] : undefined;
  const labels = Object.keys(sentences)
    .filter((key) => key.startsWith('label:') && key.endsWith('*'))
    .sort((a, b) => b.length - a.length);
  return {
    component: (component) => of(componentKey(component)),
    field: (field) => {
      for (const key of keysOf(field)) {
        const sentence = of(key);
        if (sentence !== undefined) {
          return sentence;
        }
      }
      return undefined;
    },
    section: (path) => of(path.join('.')),
    label: (name) =>
      of(`label:${name}`) ?? of(labels.find((key) => name.startsWith(key.slice('label:'.length, -1))) ?? ''),
  };
}

/** The keys that a field's sentence can stand under, the most particular first. */
function* keysOf({ component, path, name, owners }: FieldPlace): Generator<string> {
  yield [...(component ? [componentKey(component)] : []), ...path, name].join('.');
  for (const { title } of owners) {
    if (title !== undefined) {
      const definition = title.replace(/^(?:optional|lenient)\./, '');
      yield `${definition}.${name}`;
      yield `${newDefinition(definition)}.${name}`;
    }
  }
  const above = path.at(-1);
  if (above !== undefined) {
    yield `*.${above}.${name}`;
  }
  yield `*.${name}`;
}

/** Definitions that older releases know under another name. */
const renamed: readonly [RegExp, string][] = [
  [/^(?:service\.)?telemetry\.((?:Logs|Metrics|Traces)Config)(?:V030)?$/, 'otelconftelemetry.$1V030'],
  [/^(?:service\.)?telemetry\./, 'otelconftelemetry.'],
  [/^contrib\.MetricExporter$/, 'otelconf.PushMetricExporter'],
  [/^contrib\./, 'otelconf.'],
  [/^exporterhelper\.QueueConfig$/, 'queuebatch.Config'],
  [/^exporterbatcher\.Config$/, 'queuebatch.BatchConfig'],
  [/^healthcheckextension\.checkCollectorPipelineSettings$/, 'http.CheckCollectorPipelineConfig'],
  [/^healthcheckextension\.ResponseBodySettings$/, 'http.ResponseBodyConfig'],
  [/^k8snode\./, 'k8sapi.'],
  [/^metricstransformprocessor\.Operation$/, 'metricstransformprocessor.operation'],
  [/^metricstransformprocessor\.Transform$/, 'metricstransformprocessor.transform'],
  [/^metricstransformprocessor\.ValueAction$/, 'metricstransformprocessor.valueAction'],
];

function newDefinition(definition: string): string {
  const [pattern, name] = renamed.find(([old]) => old.test(definition)) ?? [];
  return pattern && name !== undefined ? definition.replace(pattern, name) : definition;
}
