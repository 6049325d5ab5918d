import * as l10n from '@vscode/l10n';
import { entriesOf, itemsOf, keyOf, textOf, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { YamlEntry, YamlNode } from '../../manifest/yaml/yamlNode.ts';
import type { Related } from '../../problem.ts';
import type { KubeObject } from '../../manifest/objects/kubeObjects.ts';
import { describe, nameSpan, relatedTo, spanOf } from '../objectWords.ts';
import { placed } from '../project.ts';
import type { PlacedProblem, Project, RunningCollector } from '../project.ts';
import type { Workload } from '../../manifest/objects/workloads.ts';
import { workloadsBehind } from './services.ts';

/** A rule that keeps only targets whose Service has an annotation. */
interface Keep {
  /** As the meta label has it: `prometheus_io_scrape` of `prometheus.io/scrape`. */
  annotation: string;
  /** The values that pass. */
  values: readonly string[];
  running: RunningCollector;
  node: YamlNode;
}

/**
 * Services against the annotation that the collector's keep rule asks for: one on the pod, under another name or with another value
 * leads to a collector that scrapes nothing and says nothing.
 * https://prometheus.io/docs/prometheus/latest/configuration/configuration/#kubernetes_sd_config
 */
export function checkAnnotations(project: Project): PlacedProblem[] {
  const keeps = project.collectors.flatMap(keepsOf);
  const services = keeps.length === 0 ? [] : annotatedServices(project);
  return keeps.flatMap((keep) => {
    const left = services.filter((one) => !passes(one, keep));
    const found = left.flatMap((one) => nearMiss(one, keep));
    return found.length > 0 || left.length < services.length ? found : nothingScraped(left, keep);
  });
}

/** A Service with pods behind it. */
interface AnnotatedService {
  service: KubeObject;
  behind: readonly Workload[];
  /** By the names that Prometheus makes of their keys. */
  annotations: ReadonlyMap<string, YamlEntry>;
}

function annotatedServices(project: Project): AnnotatedService[] {
  return project.ofKind('Service').flatMap((service) => {
    const behind = workloadsBehind(service, project.workloads);
    return behind.length === 0 ? [] : [{ service, behind, annotations: annotationsOf(service.root) }];
  });
}

/** Keep rules of one label and plain alternatives; what other rules let pass is for the relabel engine. */
function keepsOf(running: RunningCollector): Keep[] {
  const used = new Set(running.model.pipelines.flatMap(({ receivers }) => receivers.map(({ id }) => id)));
  return running.model.components
    .filter(({ kind, type, id }) => kind === 'receivers' && type === 'prometheus' && used.has(id))
    .flatMap(({ value }) => itemsOf(valueAt(value, 'config', 'scrape_configs')))
    .flatMap((job) => itemsOf(valueAt(job, 'relabel_configs')))
    .flatMap((rule): Keep[] => {
      const [label, ...others] = itemsOf(valueAt(rule, 'source_labels'));
      const annotation = /^__meta_kubernetes_service_annotation_(?!present)(\w+)$/.exec(
        textOf(label) ?? '',
      )?.[1];
      const values = alternatives(textOf(valueAt(rule, 'regex')) ?? '');
      const isKeep = textOf(valueAt(rule, 'action'))?.toLowerCase() === 'keep';
      return label && isKeep && others.length === 0 && annotation !== undefined && values !== undefined
        ? [{ annotation, values, running, node: label }]
        : [];
    });
}

/** `true|yes` and `(true|yes)`; `undefined` for regular expressions that say more. */
function alternatives(regex: string): string[] | undefined {
  const inner = /^\((?:\?:)?([^()]*)\)$/.exec(regex)?.[1] ?? regex;
  return /^[\w-]+(?:\|[\w-]+)*$/.test(inner) ? inner.split('|') : undefined;
}

function annotationsOf(node: YamlNode | undefined): ReadonlyMap<string, YamlEntry> {
  return new Map(
    entriesOf(valueAt(node, 'metadata', 'annotations')).map((entry) => [
      sanitised(keyOf(entry) ?? ''),
      entry,
    ]),
  );
}

/** How Prometheus makes the name of a label of a key. */
function sanitised(key: string): string {
  return key.replaceAll(/\W/g, '_');
}

function passes({ annotations }: AnnotatedService, { annotation, values }: Keep): boolean {
  return values.includes(textOf(annotations.get(annotation)?.value) ?? '');
}

function nearMiss({ service, behind, annotations }: AnnotatedService, keep: Keep): PlacedProblem[] {
  const sameName = annotations.get(keep.annotation);
  const value = textOf(sameName?.value);
  const [right = ''] = keep.values;
  if (sameName?.value !== undefined && value !== undefined) {
    // A plain `false` is how a person says no.
    return /^(?:false|no|off|)$/i.test(value) ? [] : [otherValue(service, sameName.value, value, keep)];
  }
  const similar = [...annotations.values()].find(
    (entry) =>
      isSameWord(keyOf(entry) ?? '', keep.annotation) && keep.values.includes(textOf(entry.value) ?? ''),
  );
  if (similar !== undefined) {
    return [
      placed('recipe/annotation-name', service, similar.key, {
        message: l10n.t(
          'The collector keeps Services whose annotation {0} is {1}; {2} is another one, so this Service is not scraped.',
          keep.annotation,
          right,
          keyOf(similar) ?? '',
        ),
        related: [ruleOf(keep)],
        fixes: fixName(similar, keep.annotation),
      }),
    ];
  }
  return behind.flatMap(({ object, template }) => {
    const onPod = annotationsOf(template).get(keep.annotation);
    return onPod === undefined
      ? []
      : [
          placed('recipe/annotation-on-pod', object, onPod.key, {
            message: l10n.t(
              'The collector looks at the annotation {0} of the Service, not of the pod. {1} does not have it, so nothing is scraped here.',
              keyOf(onPod) ?? '',
              describe(service),
            ),
            related: [relatedTo(service, undefined, l10n.t('The Service of these pods')), ruleOf(keep)],
          }),
        ];
  });
}

/** The last words of both keys are the same: `prometheus.io/scrape` and `scrape`. */
function isSameWord(key: string, annotation: string): boolean {
  const last = (text: string): string => /[a-z0-9]+$/i.exec(text)?.[0].toLowerCase() ?? '';
  return last(sanitised(key)) === last(annotation.replaceAll('_', '/'));
}

function fixName(entry: YamlEntry, annotation: string) {
  // The key behind a label is known only where nothing had to be replaced in it.
  return annotation.includes('_')
    ? []
    : [{ title: l10n.t('Change to {0}', annotation), edits: [{ ...spanOf(entry.key), text: annotation }] }];
}

function otherValue(service: KubeObject, node: YamlNode, value: string, keep: Keep): PlacedProblem {
  const [right = ''] = keep.values;
  return placed('recipe/annotation-value', service, node, {
    message: l10n.t(
      'The collector keeps Services whose annotation {0} is exactly {1}; this one is {2}, so it is not scraped.',
      keep.annotation,
      right,
      value,
    ),
    related: [ruleOf(keep)],
    fixes: [
      { title: l10n.t('Change to {0}', right), edits: [{ ...spanOf(node), text: JSON.stringify(right) }] },
    ],
  });
}

/** Not one Service of the folder passes, though some lead to an app: a collector's own does not count. */
function nothingScraped(services: readonly AnnotatedService[], keep: Keep): PlacedProblem[] {
  const app = services.find(({ behind }) =>
    behind.every(({ object }) => object.root !== keep.running.workload?.object.root),
  );
  return app === undefined
    ? []
    : [
        placed('recipe/nothing-scraped', app.service, nameSpan(app.service), {
          message: l10n.t(
            'No Service here has the annotation {0}: "{1}" that the collector asks for, so it scrapes none of them.',
            keep.annotation,
            keep.values[0] ?? '',
          ),
          related: [ruleOf(keep)],
        }),
      ];
}

function ruleOf({ running, node }: Keep): Related {
  return { message: l10n.t('The rule that keeps targets'), span: running.toFile(node), file: running.file };
}
