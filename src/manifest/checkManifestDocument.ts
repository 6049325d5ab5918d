import type { Problem } from '../problem.ts';
import { checkAlertManager, checkAlertManagerDefinition } from './kinds/alertManager.ts';
import { checkPrometheusRule, checkRuleFile } from './kinds/ampRules.ts';
import type { ManifestContext } from './kinds/context.ts';
import { checkEksctl } from './kinds/eksctl.ts';
import { kindOf } from './kinds/kindOf.ts';
import { checkKubernetes } from './kinds/kubernetes.ts';
import type { YamlDocument } from './yaml/yamlFile.ts';

/**
 * What is wrong with a document of a kind that is known here, in the order of the text: a Kubernetes object (a PrometheusRule with its
 * rules), an eksctl ClusterConfig, a rule file or an alert manager definition. Spans are in the file; what the YAML itself has to say
 * is not among it. No problems for every other document. Never throws.
 */
export function checkManifestDocument({ root }: YamlDocument, context: ManifestContext): Problem[] {
  return root === undefined ? [] : problemsOf(root, context).sort((a, b) => a.span.start - b.span.start);
}

type Root = NonNullable<YamlDocument['root']>;

function problemsOf(root: Root, context: ManifestContext): Problem[] {
  switch (kindOf(root)) {
    case 'kubernetes':
      return [...checkKubernetes(root, context), ...checkPrometheusRule(root, context)];
    case 'eksctl':
      return checkEksctl(root, context);
    case 'ruleFile':
      return checkRuleFile(root, context);
    case 'alertManagerDefinition':
      return checkAlertManagerDefinition(root, context);
    case 'alertManager':
      return checkAlertManager(root, context, false);
    case 'kustomization':
    case 'other':
      return [];
  }
}
