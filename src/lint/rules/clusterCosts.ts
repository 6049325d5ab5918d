import * as l10n from '@vscode/l10n';
import { itemsOf, textOf, valueAt } from '../../manifest/yaml/yamlNode.ts';
import { placed } from '../project.ts';
import type { PlacedProblem, Project } from '../project.ts';

/** https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html */
export function checkClusterLogging({ clusters }: Project): PlacedProblem[] {
  return clusters.flatMap(({ object }) =>
    itemsOf(valueAt(object.root, 'cloudWatch', 'clusterLogging', 'enableTypes'))
      .filter((type) => ['*', 'all'].includes(textOf(type) ?? ''))
      .slice(0, 1)
      .map((type) =>
        placed('eksctl/all-logs', object, type, {
          message: l10n.t(
            'All five logs of the control plane go to CloudWatch Logs, which charges for each gigabyte, and their log group outlives the cluster. Name those that are read, and a logRetentionInDays.',
          ),
        }),
      ),
  );
}
