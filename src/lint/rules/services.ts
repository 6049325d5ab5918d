import * as l10n from '@vscode/l10n';
import { itemsOf, textOf, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { YamlNode } from '../../manifest/yaml/yamlNode.ts';
import type { Related } from '../../problem.ts';
import { describe, namespaceOf, relatedTo, replacing } from '../objectWords.ts';
import { mayShareNamespace, selectsPods, textsOf } from '../../manifest/objects/kubeObjects.ts';
import type { KubeObject } from '../../manifest/objects/kubeObjects.ts';
import { placed } from '../project.ts';
import type { PlacedProblem, Project } from '../project.ts';
import type { Workload } from '../../manifest/objects/workloads.ts';

/** The workloads whose pods a Service sends its traffic to. */
export function workloadsBehind(service: KubeObject, workloads: readonly Workload[]): Workload[] {
  const selector = textsOf(valueAt(service.root, 'spec', 'selector'));
  return workloads.filter(
    ({ object, labels }) =>
      mayShareNamespace(object.namespace, service.namespace) && selectsPods(selector, labels),
  );
}

/** Services against the pods behind them and what listens there. */
export function checkServices(project: Project): PlacedProblem[] {
  return project.ofKind('Service').flatMap((service) => {
    if (service.apiVersion !== 'v1' || textOf(valueAt(service.root, 'spec', 'type')) === 'ExternalName') {
      return [];
    }
    const behind = workloadsBehind(service, project.workloads);
    return behind.length > 0 ? checkPorts(project, service, behind) : checkSelector(project, service);
  });
}

/**
 * A selector that takes no pod is a mistake only where the pods that are meant can be seen: they have the name of the Service, share
 * a label with it, or stand in another namespace.
 */
function checkSelector(project: Project, service: KubeObject): PlacedProblem[] {
  const node = valueAt(service.root, 'spec', 'selector');
  const selector = textsOf(node);
  if (node === undefined || selector.size === 0) {
    return [];
  }
  const elsewhere = project.workloads.find(({ labels }) => selectsPods(selector, labels));
  const meant = project.workloads.filter(
    ({ object, labels }) =>
      mayShareNamespace(object.namespace, service.namespace) &&
      (object.name === service.name || [...selector].some(([key, value]) => labels.get(key) === value)),
  );
  const [one] = meant.length > 0 ? meant : soleInFile(project, service);
  const target = one ?? elsewhere;
  if (target === undefined) {
    return [];
  }
  const wrong = one && [...selector].find(([key, value]) => one.labels.get(key) !== value);
  const value = wrong && valueAt(node, wrong[0]);
  const right = wrong && one.labels.get(wrong[0]);
  const message =
    one === undefined
      ? l10n.t(
          'No pod in namespace {0} has these labels, so the Service leads nowhere; those of {1} are in namespace {2}.',
          namespaceOf(service),
          describe(target.object),
          namespaceOf(target.object),
        )
      : l10n.t(
          'No pod here has these labels, so the Service leads nowhere. Is {0} meant?',
          describe(one.object),
        );
  return [
    placed('recipe/service-selects-nothing', service, value ?? node, {
      message,
      related: [labelsOf(target)],
      ...(value !== undefined &&
        right !== undefined && {
          fixes: [
            {
              title: l10n.t('Change to {0}', right),
              edits: [replacing({ node: value }, right)],
            },
          ],
        }),
    }),
  ];
}

/** The one workload of the file that the Service stands in: they were written together. */
function soleInFile(project: Project, service: KubeObject): Workload[] {
  const own = project.workloads.filter(
    ({ object }) => object.file === service.file && mayShareNamespace(object.namespace, service.namespace),
  );
  return own.length === 1 ? own : [];
}

function labelsOf({ object, template }: Workload): Related {
  return relatedTo(object, valueAt(template, 'metadata', 'labels'), l10n.t('The labels of the pods'));
}

function checkPorts(project: Project, service: KubeObject, behind: readonly Workload[]): PlacedProblem[] {
  return itemsOf(valueAt(service.root, 'spec', 'ports')).flatMap((port) => {
    const target = valueAt(port, 'targetPort') ?? valueAt(port, 'port');
    const text = textOf(target);
    if (target === undefined || text === undefined) {
      return [];
    }
    const faults = behind.map((workload) => portFault(project, workload, text));
    // Where one of several workloads answers, the Service has somebody to lead to.
    const [fault] = faults.includes(undefined) ? [] : faults;
    return fault === undefined ? [] : [fault(service, target)];
  });
}

type Fault = (service: KubeObject, target: YamlNode) => PlacedProblem;

/** What is wrong with a port of a workload; `undefined` when something listens or nothing can be said. */
function portFault(project: Project, workload: Workload, text: string): Fault | undefined {
  const declared = workload.containers.flatMap(({ ports }) => ports);
  if (!/^\d+$/.test(text)) {
    return declared.some(({ name }) => name === text) ? undefined : unknownName(workload, text);
  }
  const running = project.collectors.filter((one) => one.workload === workload);
  const isOnlyCollector = running.length > 0 && workload.containers.length === 1;
  if (!isOnlyCollector) {
    return declared.length === 0 || declared.some((port) => port.text === text)
      ? undefined
      : undeclared(workload, text);
  }
  const listeners = running.flatMap(({ listeners: { all } }) =>
    all.filter(({ port }) => port === Number(text)),
  );
  if (listeners.some(({ isReachable }) => isReachable)) {
    return undefined;
  }
  const [local] = listeners;
  if (local !== undefined) {
    return (service, target) =>
      placed('recipe/service-port-on-localhost', service, target, {
        message: l10n.t(
          'Nothing answers behind port {0}: {1} of the collector listens on localhost only. Give it the host 0.0.0.0.',
          text,
          local.owner,
        ),
        related: running.slice(0, 1).map(({ file, toFile }) => ({
          message: l10n.t('Where {0} is configured', local.owner),
          span: toFile(local.span),
          file,
        })),
      });
  }
  return running.every(({ listeners: { isComplete } }) => isComplete)
    ? (service, target) =>
        placed('recipe/service-port', service, target, {
          message: l10n.t(
            'Nothing in the collector listens on port {0}, so the Service leads nowhere.',
            text,
          ),
        })
    : undefined;
}

function unknownName(workload: Workload, text: string): Fault {
  return (service, target) =>
    placed('recipe/service-port', service, target, {
      message: l10n.t('No container of {0} has a port named {1}.', describe(workload.object), text),
      related: [labelsOf(workload)],
    });
}

function undeclared(workload: Workload, text: string): Fault {
  const [first] = workload.containers.flatMap(({ ports }) => ports);
  return (service, target) =>
    placed('recipe/service-port', service, target, {
      message: l10n.t('No container of {0} declares port {1}.', describe(workload.object), text),
      ...(first && {
        related: [relatedTo(workload.object, first.node, l10n.t('The port of the container'))],
      }),
    });
}
