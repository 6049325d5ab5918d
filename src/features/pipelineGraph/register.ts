import * as vscode from 'vscode';
import type { GraphState } from '../../graph/messages.ts';
import type { PipelineGraphs } from './pipelineGraphs.ts';
import type { GraphDeps } from './actions.ts';

/** "ADOT: Open Pipeline Graph". What draws it is a file of its own in dist/, read when it is first asked for. */
export function registerPipelineGraph(deps: GraphDeps): vscode.Disposable {
  const { guard } = deps;
  let made: Promise<PipelineGraphs> | undefined;
  const graphs = (): Promise<PipelineGraphs> => {
    made ??= import('./pipelineGraphs.ts').then(({ createPipelineGraphs }) => createPipelineGraphs(deps));
    return made;
  };
  return vscode.Disposable.from(
    guard.command('adot.pipelineGraph.open', async (uri?: vscode.Uri, config?: number) =>
      (await graphs()).open(
        uri instanceof vscode.Uri ? uri : undefined,
        typeof config === 'number' ? config : undefined,
      ),
    ),
    vscode.window.registerWebviewPanelSerializer('adot.pipelineGraph', {
      deserializeWebviewPanel: async (panel, state: GraphState | undefined) =>
        (await graphs()).restore(panel, state),
    }),
    { dispose: () => void made?.then((opened) => void opened.dispose()) },
  );
}
