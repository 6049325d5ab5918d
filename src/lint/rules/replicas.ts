import * as l10n from '@vscode/l10n';
import { entryOf, itemsOf, textOf, valueAt } from '../../manifest/yaml/yamlNode.ts';
import { placed } from '../project.ts';
import type { PlacedProblem, Project, RunningCollector } from '../project.ts';

/**
 * Two collectors that scrape the same targets write every sample twice, and AMP refuses the second as a duplicate.
 * https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/receiver/prometheusreceiver
 */
export function checkReplicas({ collectors }: Project): PlacedProblem[] {
  const seen = new Set<object>();
  return collectors.flatMap((running) => {
    const object = running.workload?.object;
    if (object === undefined || seen.has(object.root) || !scrapesOthers(running)) {
      return [];
    }
    seen.add(object.root);
    const replicas = valueAt(object.root, 'spec', 'replicas');
    if (replicas !== undefined && Number(textOf(replicas)) > 1) {
      return [
        placed('recipe/scraped-twice', object, replicas, {
          message: l10n.t(
            'Each of the {0} collectors scrapes every target, and AMP refuses the samples of all but one. Use one replica.',
            textOf(replicas) ?? '',
          ),
          fixes: [
            {
              title: l10n.t('Change to {0}', '1'),
              edits: [{ start: replicas.start, end: replicas.end, text: '1' }],
            },
          ],
        }),
      ];
    }
    return object.kind === 'Deployment' && textOf(replicas) !== '0' ? rollingUpdate(running) : [];
  });
}

/** Targets that Kubernetes finds, or that are named, are the same for each replica; its own metrics are not. */
function scrapesOthers({ model }: RunningCollector): boolean {
  const used = new Set(model.pipelines.flatMap(({ receivers }) => receivers.map(({ id }) => id)));
  return model.components.some(
    ({ kind, type, id, value }) =>
      kind === 'receivers' &&
      type === 'prometheus' &&
      used.has(id) &&
      valueAt(value, 'target_allocator') === undefined &&
      itemsOf(valueAt(value, 'config', 'scrape_configs')).some(
        (job) =>
          itemsOf(valueAt(job, 'kubernetes_sd_configs')).length > 0 &&
          !['spec.nodeName', 'metadata.name'].some((field) => JSON.stringify(textsIn(job)).includes(field)),
      ),
  );
}

/** The field selectors of a job, by which each node's collector takes only its own targets. */
function textsIn(job: Parameters<typeof valueAt>[0]): string[] {
  return itemsOf(valueAt(job, 'kubernetes_sd_configs')).flatMap((discovery) =>
    itemsOf(valueAt(discovery, 'selectors')).flatMap((selector) => textOf(valueAt(selector, 'field')) ?? []),
  );
}

function rollingUpdate({ workload }: RunningCollector): PlacedProblem[] {
  const object = workload?.object;
  const type = valueAt(object?.root, 'spec', 'strategy', 'type');
  const at =
    type ?? entryOf(valueAt(object?.root, 'spec'), 'strategy')?.key ?? entryOf(object?.root, 'spec')?.key;
  const surge = textOf(valueAt(object?.root, 'spec', 'strategy', 'rollingUpdate', 'maxSurge'));
  if (
    object === undefined ||
    at === undefined ||
    textOf(type) === 'Recreate' ||
    surge === '0' ||
    surge === '0%'
  ) {
    return [];
  }
  return [
    placed('recipe/rolling-update', object, at, {
      message: l10n.t(
        'During a rolling update the old and the new collector scrape the same targets, and AMP refuses the samples of one. Use the strategy Recreate.',
      ),
      // Recreate beside settings of a rolling update is refused.
      ...(type &&
        valueAt(object.root, 'spec', 'strategy', 'rollingUpdate') === undefined && {
          fixes: [
            {
              title: l10n.t('Change to {0}', 'Recreate'),
              edits: [{ start: type.start, end: type.end, text: 'Recreate' }],
            },
          ],
        }),
    }),
  ];
}
