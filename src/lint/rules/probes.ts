import * as l10n from '@vscode/l10n';
import { itemsOf, textOf, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { YamlNode } from '../../manifest/yaml/yamlNode.ts';
import { placed } from '../project.ts';
import type { PlacedProblem, Project, RunningCollector } from '../project.ts';
import { written } from '../../manifest/objects/workloads.ts';
import type { Container, Written } from '../../manifest/objects/workloads.ts';

/** An HTTP probe of a container. */
interface Probe {
  port: Written;
  /** The port as a number; `undefined` where it is the name of a port that the container does not have. */
  number: number | undefined;
  path: Written | undefined;
  node: YamlNode;
}

/**
 * Probes of a collector against its health_check: who asks a port on which nobody answers restarts a healthy pod for ever.
 * https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/extension/healthcheckextension
 */
export function checkProbes({ collectors }: Project): PlacedProblem[] {
  return collectors.flatMap((running) =>
    running.container === undefined ? [] : checkContainer(running, running.container),
  );
}

function checkContainer(running: RunningCollector, container: Container): PlacedProblem[] {
  const { all, isComplete } = running.listeners;
  const probes = probesOf(container);
  const health = all.filter(({ owner }) => /^health_check(?:\/|$)/.test(owner));
  const [first] = health;
  if (probes.length === 0) {
    return [];
  }
  if (first === undefined) {
    return isComplete ? withoutHealthCheck(running, container, probes) : [];
  }
  const astray = probes.filter(
    ({ number }) => number !== undefined && !all.some(({ port }) => port === number),
  );
  const onHealth = probes.filter(({ number }) => health.some(({ port }) => port === number));
  return [
    ...(isComplete && health.length === 1 ? wrongPorts(running, container, astray) : []),
    ...(health.length === 1 ? wrongPaths(running, container, onHealth) : []),
  ];
}

/** Probes with the same wrong port are one mistake. */
function wrongPorts(
  running: RunningCollector,
  container: Container,
  probes: readonly Probe[],
): PlacedProblem[] {
  const [health] = running.listeners.all.filter(({ owner }) => owner.startsWith('health_check'));
  if (health === undefined) {
    return [];
  }
  const right = String(health.port);
  return [...Map.groupBy(probes, ({ number }) => number).values()].flatMap((same) => {
    const [first] = same;
    return first === undefined
      ? []
      : [
          placed('recipe/probe-port', container.object, first.port.node, {
            message: l10n.t(
              'The probe asks port {0}, but {1} of the collector listens on {2}, so the kubelet restarts the pod again and again.',
              String(first.number),
              health.owner,
              right,
            ),
            related: [
              {
                message: l10n.t('The endpoint of {0}', health.owner),
                span: running.toFile(health.span),
                file: running.file,
              },
            ],
            fixes: [
              {
                title: l10n.t('Change to {0}', right),
                edits: same.map(({ port: { node } }) => ({ start: node.start, end: node.end, text: right })),
              },
            ],
          }),
        ];
  });
}

function wrongPaths(
  running: RunningCollector,
  container: Container,
  probes: readonly Probe[],
): PlacedProblem[] {
  const definition = running.model.components.find(
    ({ kind, type }) => kind === 'extensions' && type === 'health_check',
  );
  const written = valueAt(definition?.value, 'path');
  const right = textOf(written) ?? '/';
  const wrong = probes.filter(({ path }) => (path?.text ?? '/') !== right);
  const [first] = right.includes('$') ? [] : wrong;
  if (first === undefined || definition === undefined) {
    return [];
  }
  const at = first.path?.node ?? first.port.node;
  const edits = wrong.flatMap(({ path }) =>
    path ? [{ start: path.node.start, end: path.node.end, text: right }] : [],
  );
  return [
    placed('recipe/probe-path', container.object, at, {
      message: l10n.t(
        'The probe asks for {0}, but health_check answers at {1} only, so the kubelet restarts the pod again and again.',
        first.path?.text ?? '/',
        right,
      ),
      related: [
        {
          message: l10n.t('The path of {0}', definition.id),
          span: running.toFile(written ?? definition.keySpan),
          file: running.file,
        },
      ],
      ...(edits.length === wrong.length && { fixes: [{ title: l10n.t('Change to {0}', right), edits }] }),
    }),
  ];
}

function withoutHealthCheck(
  running: RunningCollector,
  container: Container,
  probes: readonly Probe[],
): PlacedProblem[] {
  const { all } = running.listeners;
  const unanswered = probes.find(
    ({ number }) => number !== undefined && !all.some(({ port }) => port === number),
  );
  if (unanswered === undefined) {
    return [];
  }
  const isDefined = running.model.components.some(
    ({ kind, type }) => kind === 'extensions' && type === 'health_check',
  );
  const extensions = valueAt(running.collector.config.root, 'service', 'extensions');
  return [
    placed('recipe/probe-without-health-check', container.object, unanswered.port.node, {
      message: isDefined
        ? l10n.t(
            'Nothing answers this probe: health_check is defined, but not listed under service.extensions. The kubelet restarts the pod again and again.',
          )
        : l10n.t(
            'Nothing answers this probe: the collector has no health_check extension. The kubelet restarts the pod again and again.',
          ),
      ...(extensions && {
        related: [
          {
            message: l10n.t('The extensions that the collector starts'),
            span: running.toFile(extensions),
            file: running.file,
          },
        ],
      }),
    }),
  ];
}

function probesOf(container: Container): Probe[] {
  return ['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((kind) => {
    const node = valueAt(container.node, kind, 'httpGet');
    const port = written(valueAt(node, 'port'));
    // Who names a host asks somebody else.
    if (node === undefined || port === undefined || valueAt(node, 'host') !== undefined) {
      return [];
    }
    return [{ node, port, number: portNumber(container, port.text), path: written(valueAt(node, 'path')) }];
  });
}

function portNumber({ node }: Container, text: string): number | undefined {
  if (/^\d+$/.test(text)) {
    return Number(text);
  }
  const named = itemsOf(valueAt(node, 'ports')).find((port) => textOf(valueAt(port, 'name')) === text);
  return named && Number(textOf(valueAt(named, 'containerPort')) ?? NaN);
}
