import { spanInFile } from '../manifest/placement/placement.ts';
import type { YamlNode } from '../manifest/yaml/yamlNode.ts';
import type { Collector } from '../otel/collector.ts';
import { collectorModel } from '../otel/collectorModel.ts';
import type { CollectorModel } from '../otel/collectorModel.ts';
import type { Problem, Span } from '../problem.ts';
import type { ClusterConfig } from '../manifest/objects/clusterConfigs.ts';
import { listenersOf } from './listeners.ts';
import type { Listeners } from './listeners.ts';
import { mayShareNamespace } from '../manifest/objects/kubeObjects.ts';
import { folderOf, indexObjects, nearby } from '../manifest/objects/objectIndex.ts';
import type { ObjectIndex } from '../manifest/objects/objectIndex.ts';
import { ruleOf } from './ruleCatalog.ts';
import type { SourceReading } from './sourceReading.ts';
import { straysOf } from './strays.ts';
import type { Stray } from './strays.ts';
import type { Container, Workload } from '../manifest/objects/workloads.ts';

/** Everything that is checked together. */
export interface Project extends ObjectIndex {
  /** Without the strays, of which nothing else fits together. */
  workloads: readonly Workload[];
  strays: readonly Stray[];
  collectors: readonly RunningCollector[];
  /** By path. */
  texts: ReadonlyMap<string, string>;
}

/** A collector config with the container that runs it, in whichever file that stands. */
export interface RunningCollector {
  /** That the config stands in. */
  file: string;
  collector: Collector;
  model: CollectorModel;
  listeners: Listeners;
  container: Container | undefined;
  workload: Workload | undefined;
  /** A span of the config's root as one of the file. */
  toFile: (span: Span) => Span;
}

/** A problem in one of the files. */
export interface PlacedProblem {
  file: string;
  problem: Problem;
}

/** Compares the documents of a project. */
export type ProjectRule = (project: Project) => Iterable<PlacedProblem>;

/** What is known of a config by its root, as long as anybody has that. */
export type ConfigFacts = WeakMap<YamlNode, Pick<RunningCollector, 'model' | 'listeners'>>;

/** The files as one project. `facts` takes up what is worked out of each config, and gives it back. */
export function projectOf(readings: readonly SourceReading[], facts: ConfigFacts): Project {
  const index = indexObjects(readings.flatMap((reading) => reading.objects));
  const strays = straysOf(index.workloads, index.objects);
  const workloads = index.workloads.filter((one) => !strays.some(({ workload }) => workload === one));
  const collectors = readings.flatMap(({ path, collectors: own }) =>
    own.map((collector) => runningCollector(path, collector, workloads, facts)),
  );
  return {
    ...index,
    workloads,
    strays,
    collectors,
    texts: new Map(readings.map(({ path, text }) => [path, text])),
  };
}

function runningCollector(
  file: string,
  collector: Collector,
  workloads: readonly Workload[],
  facts: ConfigFacts,
): RunningCollector {
  const { config } = collector;
  const mounting = workloads.flatMap((workload) =>
    workload.containers
      .filter((container) => mounts(container, collector))
      .map((container) => ({ workload, container })),
  );
  const found = closest(mounting, file, ({ workload }) => workload.object.file);
  return {
    file,
    collector,
    ...factsOf(config.root, facts),
    container: found?.container,
    workload: found?.workload,
    toFile: (span) => spanInFile(config.place, span),
  };
}

function factsOf(
  root: YamlNode | undefined,
  facts: ConfigFacts,
): Pick<RunningCollector, 'model' | 'listeners'> {
  const known = root && facts.get(root);
  if (known !== undefined) {
    return known;
  }
  const model = collectorModel(root);
  const found = { model, listeners: listenersOf(model, root) };
  if (root !== undefined) {
    facts.set(root, found);
  }
  return found;
}

function mounts(container: Container, { config }: Collector): boolean {
  return (
    config.kind === 'configMap' &&
    mayShareNamespace(config.object?.namespace, container.object.namespace) &&
    container.mounts.some(({ configMap }) => configMap.text === config.object?.name)
  );
}

/** The one in the same file, else in the same folder, else the first. Folders often hold several copies of a recipe. */
export function closest<T>(found: readonly T[], file: string, fileOf: (one: T) => string): T | undefined {
  return nearby(found, file, fileOf)[0];
}

/** The cluster that an object of a file goes to; `undefined` where the folder has none, or several and none beside it. */
export function clusterFor(project: Project, file: string): ClusterConfig | undefined {
  const beside = project.clusters.filter(({ object }) => folderOf(object.file) === folderOf(file));
  const candidates = beside.length > 0 ? beside : project.clusters;
  return candidates.length === 1 ? candidates[0] : undefined;
}

/** A problem of the severity that the catalogue gives its rule. */
export function placed(
  code: string,
  { file }: { file: string },
  { start, end }: Span,
  rest: Pick<Problem, 'message' | 'fixes' | 'related'>,
): PlacedProblem {
  const severity = ruleOf(code)?.severity ?? 'warning';
  return { file, problem: { code, severity, span: { start, end }, ...rest } };
}
