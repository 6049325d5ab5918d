import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { createAsk } from './features/ask.ts';
import { registerCollectorYaml } from './features/collectorYaml/gate.ts';
import { registerConnectionCommands } from './features/connections/connectionCommands.ts';
import { createConnections } from './features/connections/connections.ts';
import type { Deps } from './features/deps.ts';
import { createExplorerView } from './features/explorer/explorerView.ts';
import { createGuard } from './features/guard.ts';
import { bundles } from './features/load.ts';
import { registerLog } from './features/log.ts';
import { registerLogs } from './features/logs/logs.ts';
import { registerManifest } from './features/manifest/manifest.ts';
import { registerPipelineGraph } from './features/pipelineGraph/register.ts';
import { applyRemedy } from './features/explorer/remedy.ts';
import { registerPromql } from './features/promql/gate.ts';
import { createServices } from './features/services.ts';
import { registerSignIn } from './features/connections/signIn.ts';
import { registerNotebooks } from './features/notebook/gate.ts';
import { registerStatusBar } from './features/connections/statusBar.ts';
import type { TestApi } from './features/testApi.ts';
import { registerWorkspaceCommands } from './features/workspaces/workspaceCommands.ts';
import { redacted } from './log.ts';

export function activate(context: vscode.ExtensionContext): TestApi {
  l10n.config({ contents: vscode.l10n.bundle ?? {} });
  const { subscriptions, globalState, workspaceState, extensionUri, globalStorageUri } = context;
  const channel = vscode.window.createOutputChannel('ADOT Workbench', { log: true });
  const log = redacted(channel);
  const ask = createAsk();
  const connections = createConnections(bundles, globalState);
  const services = createServices({ bundles, log, ask });
  const explain = (error: unknown) => services.explain(error, connections.active);
  const guard = createGuard(log, ask, explain, applyRemedy);
  const base = { log, guard, ask, bundles, services, connections };
  const explorer = createExplorerView({ ...base, memento: workspaceState });
  const deps: Deps = { ...base, refresh: (nodeId) => explorer.refresh(nodeId) };
  const collectorYaml = registerCollectorYaml({ ...deps, extensionUri, workspaceState });
  const promql = registerPromql({ ...deps, globalStorageUri, writers: collectorYaml.writers });
  const notebooks = registerNotebooks({ ...deps, context, promql });
  subscriptions.push(
    channel,
    registerLog(channel),
    services,
    connections,
    explorer,
    registerStatusBar(deps),
    registerConnectionCommands(deps),
    registerSignIn(deps),
    registerWorkspaceCommands(deps),
    registerLogs(deps),
    registerManifest({ ...deps, extensionUri }),
    registerPipelineGraph({ ...deps, extensionUri }),
    collectorYaml,
    notebooks,
    promql,
  );
  return { ask, explorer, connections, collectorYaml, notebooks, promql };
}
