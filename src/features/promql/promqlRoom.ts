import type * as vscode from 'vscode';
import type { Deps } from '../deps.ts';
import type { SeriesWriters } from '../collectorYaml/seriesWriters.ts';
import { registerPromqlCodeActions } from './codeActions.ts';
import { registerPromqlCompletion } from './completion.ts';
import { registerDashboardTokens } from './dashboardTokens.ts';
import { createPromqlDiagnostics } from './diagnostics.ts';
import { registerPromqlFormatting } from './formatting.ts';
import { registerPromqlHover } from './hover.ts';
import { createMetricSources } from './metricSources.ts';
import type { MetricSources } from './metricSources.ts';
import type { PromqlRoomParts } from './parts.ts';
import { createQueries } from './queries.ts';
import { registerLabelRename } from './rename.ts';
import type { NotebookSeam } from './seams.ts';
import { registerSignatureHelp } from './signatureHelp.ts';
import { registerSourceStatus } from './sourceStatus.ts';
import { registerPromqlStructure } from './structure.ts';
import { registerVariableDefinitions } from './variables.ts';

export type PromqlDeps = Deps & {
  /** What is known of servers outlives the window here. */
  globalStorageUri: vscode.Uri;
  /** What the collectors of a folder write. */
  writers: () => Promise<SeriesWriters>;
};

/** Everything that happens in queries. */
export interface PromqlRoom extends vscode.Disposable {
  sources: MetricSources;
}

export async function createPromqlRoom(
  { bundles, log, guard, services, writers, globalStorageUri: storageUri }: PromqlDeps,
  notebook: () => NotebookSeam | undefined,
): Promise<PromqlRoom> {
  const code = await bundles.promql();
  const queries = createQueries(code);
  const sources = createMetricSources({ code, log, services, storageUri, notebook });
  const diagnostics = createPromqlDiagnostics({ code, queries, sources, guard, writers });
  const shared: PromqlRoomParts = { code, queries, sources, diagnostics, guard };
  const parts: vscode.Disposable[] = [
    sources,
    diagnostics,
    registerPromqlCompletion(shared),
    registerPromqlHover(shared),
    registerSignatureHelp(shared),
    registerPromqlStructure(shared),
    registerLabelRename(shared),
    registerPromqlCodeActions(shared),
    registerPromqlFormatting(shared),
    registerSourceStatus(shared),
    registerVariableDefinitions(shared),
    registerDashboardTokens(shared),
  ];
  return { sources, dispose: () => parts.reverse().forEach((part) => void part.dispose()) };
}
