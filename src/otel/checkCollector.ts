import type { Problem } from '../problem.ts';
import type { Collector } from './collector.ts';
import {
  detailedDebug,
  detectorsOnFargate,
  filterErrorMode,
  receiversOfOtherPlaces,
  storageOnFargate,
} from './rules/advice.ts';
import { batchSizes } from './rules/batchSizes.ts';
import { builds } from './rules/builds.ts';
import { badComponentIds, idsThatAreNone } from './rules/componentIds.ts';
import { aliasNames, leavingComponents, unknownComponents } from './rules/components.ts';
import { expansions } from './rules/dollars.ts';
import { healthCheckOnLocalhost } from './rules/healthCheck.ts';
import { openDebugPages, otlpOnLocalhost, otlpWithoutProtocol, portsTakenTwice } from './rules/listeners.ts';
import { memoryLimiterAgainstPod, memoryLimiterSpikes } from './rules/memoryLimiter.ts';
import {
  ambiguousConnectors,
  duplicateMembers,
  emptyPipelines,
  oneSidedConnectors,
  pipelineSignals,
  wrongSignals,
} from './rules/pipelines.ts';
import { batchAfterFilters, memoryLimiterFirst, missingProcessors } from './rules/processorOrder.ts';
import {
  extensionsNotEnabled,
  extensionsOfComponents,
  undefinedReferences,
  unusedComponents,
} from './rules/references.ts';
import { prometheusConfigs } from './rules/prometheusConfigs.ts';
import { remoteWriteEndpoints } from './rules/remoteWriteEndpoint.ts';
import {
  emptyRemoteWriteQueue,
  metadataForAmp,
  metricSuffixes,
  translationStrategies,
  writtenTwice,
} from './rules/remoteWriteFields.ts';
import { grpcEndpoints, missingFields, roleOfTokenFile } from './rules/requirements.ts';
import { retryIntervals } from './rules/retries.ts';
import { ruleContext } from './rules/rule.ts';
import type { CollectorRule } from './rules/rule.ts';
import { schemaRules } from './rules/schemas.ts';
import { missingSections, sectionsOfWrongType, unknownSections } from './rules/sections.ts';
import { ampSigning, signerRegions } from './rules/signing.ts';
import { debugVerbosity } from './rules/debugVerbosity.ts';
import { ownExporters } from './rules/ownTelemetry.ts';
import { sendingQueues } from './rules/sendingQueues.ts';
import { telemetryAddress, telemetryReaders } from './rules/telemetry.ts';

/** What holds for every collector, whatever it is built from. */
const everywhere: readonly CollectorRule[] = [
  unknownSections,
  sectionsOfWrongType,
  missingSections,
  badComponentIds,
  idsThatAreNone,
  undefinedReferences,
  extensionsOfComponents,
  extensionsNotEnabled,
  unusedComponents,
  pipelineSignals,
  emptyPipelines,
  duplicateMembers,
  oneSidedConnectors,
  ambiguousConnectors,
  memoryLimiterFirst,
  batchAfterFilters,
  missingProcessors,
  memoryLimiterSpikes,
  memoryLimiterAgainstPod,
  batchSizes,
  retryIntervals,
  sendingQueues,
  debugVerbosity,
  expansions,
  healthCheckOnLocalhost,
  openDebugPages,
  otlpWithoutProtocol,
  otlpOnLocalhost,
  portsTakenTwice,
  remoteWriteEndpoints,
  ampSigning,
  signerRegions,
  metadataForAmp,
  emptyRemoteWriteQueue,
  writtenTwice,
  detailedDebug,
  detectorsOnFargate,
  storageOnFargate,
  receiversOfOtherPlaces,
];

/** What depends on the release of ADOT. */
const byRelease: readonly CollectorRule[] = [
  unknownComponents,
  aliasNames,
  leavingComponents,
  schemaRules,
  builds,
  prometheusConfigs,
  missingFields,
  grpcEndpoints,
  roleOfTokenFile,
  wrongSignals,
  telemetryAddress,
  telemetryReaders,
  ownExporters,
  metricSuffixes,
  translationStrategies,
  filterErrorMode,
];

const withComponents: readonly CollectorRule[] = [...everywhere, ...byRelease];

/**
 * What is wrong with a collector config, or could be better, in the order of the text; spans are those of the config's root. Errors are
 * only what `validate` of that release refuses. Never throws.
 */
export function checkCollector(collector: Collector): Problem[] {
  const context = ruleContext(collector);
  const rules = context.knowsComponents ? withComponents : everywhere;
  const problems: Problem[] = [];
  for (const rule of rules) {
    for (const problem of rule(context)) {
      problems.push(problem);
    }
  }
  return problems.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}
