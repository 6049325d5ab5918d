import type { Problem } from '../problem.ts';
import { projectOf } from './project.ts';
import type { ConfigFacts, ProjectRule } from './project.ts';
import { checkAnnotations } from './rules/annotations.ts';
import { checkBindings } from './rules/bindings.ts';
import { checkClusterLogging } from './rules/clusterCosts.ts';
import { checkConfigMounts } from './rules/configMounts.ts';
import { checkFargate } from './rules/fargate.ts';
import { checkFargateSizes } from './rules/fargateSizes.ts';
import { checkGrants } from './rules/grants.ts';
import { checkIdentity } from './rules/identity.ts';
import { checkImages } from './rules/images.ts';
import { checkNamespaces } from './rules/namespaces.ts';
import { checkPolicies } from './rules/policies.ts';
import { checkProbes } from './rules/probes.ts';
import { checkRights } from './rules/rights.ts';
import { checkRegions } from './rules/regions.ts';
import { checkReplicas } from './rules/replicas.ts';
import { checkServices } from './rules/services.ts';
import { checkStrays } from './rules/strays.ts';
import type { SourceReading } from './sourceReading.ts';

const rules: readonly ProjectRule[] = [
  checkStrays,
  checkNamespaces,
  checkConfigMounts,
  checkProbes,
  checkServices,
  checkAnnotations,
  checkIdentity,
  checkPolicies,
  checkBindings,
  checkRights,
  checkGrants,
  checkFargate,
  checkFargateSizes,
  checkReplicas,
  checkImages,
  checkRegions,
  checkClusterLogging,
];

/** What the rules across files find, by the path of the file that it stands in. */
export function checkAcross(
  readings: readonly SourceReading[],
  facts: ConfigFacts,
): ReadonlyMap<string, readonly Problem[]> {
  const found = new Map<string, Problem[]>();
  if (!readings.some(({ objects, collectors }) => objects.length > 0 || collectors.length > 0)) {
    return found;
  }
  const project = projectOf(readings, facts);
  for (const rule of rules) {
    for (const { file, problem } of rule(project)) {
      const own = found.get(file) ?? [];
      own.push(problem);
      found.set(file, own);
    }
  }
  return found;
}
