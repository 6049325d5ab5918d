import * as l10n from '@vscode/l10n';
import { relatedTo } from '../objectWords.ts';
import { clusterFor, placed } from '../project.ts';
import type { PlacedProblem, Project } from '../project.ts';
import { ampEndpoints } from './ampEndpoints.ts';
import { isRegion } from './images.ts';

/** Writing to a workspace of another region works, but is seldom meant: it is slower, and the transfer is charged. */
export function checkRegions(project: Project): PlacedProblem[] {
  return project.collectors.flatMap((running) => {
    const cluster = clusterFor(project, running.file);
    const region = cluster?.region;
    if (cluster === undefined || region === undefined || !isRegion(region.text)) {
      return [];
    }
    return ampEndpoints(running)
      .filter((endpoint) => endpoint.region !== region.text)
      .map((endpoint) =>
        placed('recipe/endpoint-region', running, running.toFile(endpoint.node), {
          message: l10n.t(
            'The workspace is in {0}, the cluster in {1}: samples cross regions, which is slower and costs transfer.',
            endpoint.region,
            region.text,
          ),
          related: [relatedTo(cluster.object, region.node, l10n.t('The region of the cluster'))],
        }),
      );
  });
}
