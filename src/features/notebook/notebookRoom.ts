import type * as vscode from 'vscode';
import type { Deps } from '../deps.ts';
import { createCellStates } from './cells/cellStates.ts';
import { createNotebookCommands } from './commands.ts';
import type { NotebookCommands } from './commands.ts';
import { pickDatasource } from './source/datasourcePick.ts';
import { createDirectiveEdits } from './cells/directiveEdits.ts';
import { registerExpectations } from './checking/expectations.ts';
import { createExports } from './export/exports.ts';
import { createFailures } from './run/failures.ts';
import { createHeadCommands } from './source/headCommands.ts';
import { createHostCommands } from './source/hostCommands.ts';
import { createHosts } from './source/hosts.ts';
import { createKernels } from './run/kernels.ts';
import { createPages } from './page/messages.ts';
import { createProfiles } from './source/profiles.ts';
import { createRuns } from './run/runs.ts';
import { createSaving } from './file/saving.ts';
import { createSerializer } from './file/serializer.ts';
import type { Serializer } from './file/serializer.ts';
import { surroundingsOf } from './surroundings.ts';
import type { Promql } from '../promql/gate.ts';
import type { NotebookSeam } from '../promql/seams.ts';
import { createSources } from './source/sources.ts';
import { registerStatusItems } from './cells/statusItems.ts';
import { applyRemedy } from '../explorer/remedy.ts';

export type NotebookDeps = Deps & {
  /** Remembers hosts that may be asked and profiles that go with accounts, and keeps what is secret. */
  context: Pick<vscode.ExtensionContext, 'extensionUri' | 'globalState' | 'workspaceState' | 'secrets'>;
  promql: Pick<Promql, 'provide'>;
};

/** Everything that happens in PromQL notebooks, and what their commands do. */
export interface NotebookRoom extends vscode.Disposable {
  serializer: Serializer;
  commands: NotebookCommands;
  /** What the language asks of notebooks. */
  seam: NotebookSeam;
}

export async function createNotebookRoom(deps: NotebookDeps): Promise<NotebookRoom> {
  const { ask, bundles, context, guard } = deps;
  const { extensionUri, globalState, secrets, workspaceState } = context;
  const code = await bundles.notebook();
  const hosts = createHosts(globalState, secrets);
  const profiles = createProfiles(deps, workspaceState);
  const states = createCellStates();
  const edits = createDirectiveEdits({ ask, code });
  const sources = createSources({ ...deps, hosts, profiles });
  const head = createHeadCommands({ ...deps, code, profiles });
  const runs = createRuns({ ...deps, code, head, sources, states });
  const rerun = (cell: vscode.NotebookCell): Promise<void> => kernels.run(cell);
  const failures = createFailures({ states, applyRemedy, rerun });
  const saving = createSaving(code);
  const kernels = createKernels({ code, guard, states, failures, runs, saving, sources });
  const pages = createPages({ ask, guard, code, edits, states, rerun });
  const exports = createExports({ ask, code, kernels, pages, runs, states });
  const hostCommands = createHostCommands({ ask, hosts, profiles });
  const parts: vscode.Disposable[] = [
    states,
    sources,
    failures,
    kernels,
    pages,
    registerStatusItems({ code, states }),
    registerExpectations({ code, guard, runs }),
  ];
  return {
    serializer: createSerializer(code),
    seam: {
      openQuietly: (datasource) => sources.openUnasked(datasource),
      choose: async () => {
        const text = await pickDatasource({ ...deps, code, profiles });
        const datasource = text === undefined ? undefined : code.readDatasource(text);
        // Opening it asks whether its host may be asked.
        await (datasource && sources.open(datasource));
        return text;
      },
      surroundings: (document) => surroundingsOf(code, document),
    },
    commands: createNotebookCommands({
      ...{ ...deps, extensionUri },
      ...{ code, edits, exports, head, hostCommands, kernels, pages, profiles, sources, states },
    }),
    dispose: () => parts.reverse().forEach((part) => void part.dispose()),
  };
}
