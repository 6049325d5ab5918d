import type { Ask } from './ask.ts';
import type { CollectorYaml } from './collectorYaml/gate.ts';
import type { ConnectionStore } from './connections/connections.ts';
import type { Notebooks } from './notebook/gate.ts';
import type { ExplorerView } from './explorer/explorerView.ts';
import type { Promql } from './promql/gate.ts';

/** What `activate` returns, for integration tests; nothing else may lean on it. */
export interface TestApi {
  /** Its functions may be replaced, so that nobody has to click. */
  ask: Ask;
  /** `tree.children()` reads what the view shows. */
  explorer: ExplorerView;
  connections: ConnectionStore;
  /** What happens in YAML files. */
  collectorYaml: CollectorYaml;
  /** What happens in PromQL notebooks. */
  notebooks: Notebooks;
  /** The language PromQL. */
  promql: Promql;
}
