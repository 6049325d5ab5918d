import * as l10n from '@vscode/l10n';
import { valueAt } from '../../manifest/yaml/yamlNode.ts';
import { describe, nameSpan, relatedTo, replacing } from '../objectWords.ts';
import { placed } from '../project.ts';
import type { PlacedProblem, Project } from '../project.ts';

/** Workloads whose ConfigMap and service account are in another namespace, where pods cannot reach them. */
export function checkStrays({ strays }: Project): PlacedProblem[] {
  return strays.map(({ workload: { object }, namespace, companion }) => {
    const node = valueAt(object.root, 'metadata', 'namespace');
    return placed('recipe/other-namespace', object, node ?? nameSpan(object), {
      message: l10n.t(
        '{0} is in namespace {1}, but what its pods need is in {2}: they cannot start.',
        describe(object),
        object.namespace ?? '',
        namespace,
      ),
      related: [relatedTo(companion, undefined, l10n.t('What the pods need'))],
      ...(node && {
        fixes: [{ title: l10n.t('Change to {0}', namespace), edits: [replacing({ node }, namespace)] }],
      }),
    });
  });
}
