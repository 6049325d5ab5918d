import type { Placement } from '../../manifest/placement/placement.ts';
import { itemsOf, resolved, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { YamlNode } from '../../manifest/yaml/yamlNode.ts';
import type { Collector } from '../collector.ts';
import { collectorModel } from '../collectorModel.ts';
import { roleOf } from '../prometheus/discovery.ts';
import { isSaid, scalarText } from '../prometheus/job.ts';
import type { KubernetesDiscovery, ScrapeJob } from '../prometheus/job.ts';
import { kubernetesRoles } from '../prometheus/kubernetesRoles.ts';
import type { KubernetesRole } from '../prometheus/kubernetesRoles.ts';
import { staticTargets } from '../prometheus/staticTargets.ts';
import type { Labels } from './labels.ts';
import { relabelLenses } from './lens.ts';
import type { JobLens } from './lens.ts';

/** What a job looks for in the cluster that its collector runs in. */
export interface JobDiscovery {
  role: Exclude<KubernetesRole, 'ingress'>;
  /** Empty: all. */
  namespaces: readonly string[];
  /** Switches of `attach_metadata` that are on. */
  attached: readonly string[];
  /** Which of the objects of a role are looked at at all. */
  selectors: readonly ObjectSelector[];
}

/** `labelSelector` and `fieldSelector` as the Kubernetes API takes them; empty where nothing is asked for. */
export interface ObjectSelector {
  role: KubernetesRole;
  label: string;
  field: string;
}

/** A job of a collector's prometheus receiver. */
export interface ScrapeLens {
  job: ScrapeJob;
  /** How the job's spans lie in the file. */
  place: Placement;
  discoveries: readonly JobDiscovery[];
  /** Whether the job finds targets that are not told by its discoveries and its static targets. */
  findsMore: boolean;
  /** `undefined` where its targets are not known. */
  lens: JobLens | undefined;
}

/** Where targets come from. */
export interface KnownTargets {
  /** Targets that a discovery finds; `undefined` when nobody has looked. */
  found?: (discovery: JobDiscovery) => readonly Labels[] | undefined;
  /** Targets that somebody gave instead of all that jobs find: those whose `job` is a job's name go to that one alone. */
  given?: readonly Labels[];
}

/**
 * The jobs of a collector's prometheus receivers in the order of the text, each with the lens over it. Targets of `static_configs` are
 * always known.
 */
export function scrapeLenses(collector: Collector, known: KnownTargets): ScrapeLens[] {
  const { config, release } = collector;
  if (config.root === undefined) {
    return [];
  }
  const receivers = collectorModel(config.root).components.filter(
    ({ kind, type }) => kind === 'receivers' && type === 'prometheus',
  );
  return receivers.flatMap(({ value }) => {
    const unknown = new Set<ScrapeJob>();
    const sourcesBy = new Map<ScrapeJob, JobSources>();
    const lenses = relabelLenses(valueAt(value, 'config'), {
      version: release.version,
      targetsOf: (job, jobs) => {
        const sources = sourcesOf(job, config.object?.namespace);
        sourcesBy.set(job, sources);
        const targets = known.given ? givenTo(job, jobs, known.given) : targetsFound(job, sources, known);
        if (targets === undefined) {
          unknown.add(job);
        }
        return targets ?? [];
      },
    });
    return lenses.map((lens): ScrapeLens => {
      const { job } = lens;
      const { discoveries = [], findsMore = false } = sourcesBy.get(job) ?? {};
      return { job, place: config.place, discoveries, findsMore, lens: unknown.has(job) ? undefined : lens };
    });
  });
}

type JobSources = Pick<ScrapeLens, 'discoveries' | 'findsMore'>;

function sourcesOf(job: ScrapeJob, namespace: string | undefined): JobSources {
  const told = job.kubernetes.map((one) => discoveryOf(one, namespace));
  return {
    discoveries: told.flatMap(({ discovery }) => discovery ?? []),
    findsMore: job.otherDiscovery.length > 0 || told.some(({ isWhole }) => !isWhole),
  };
}

/** `isWhole` is false when the discovery is elsewhere, or is known only where the collector runs. */
function discoveryOf(
  discovered: KubernetesDiscovery,
  namespace: string | undefined,
): { discovery?: JobDiscovery; isWhole: boolean } {
  const { node, attached } = discovered;
  const role = roleOf(discovered);
  const isElsewhere = ['api_server', 'kubeconfig_file'].some((field) => isSaid(valueAt(node, field)));
  const names = namespacesOf(node, namespace);
  if (role === undefined || role === 'ingress' || isElsewhere || names === undefined) {
    return { isWhole: false };
  }
  const selectors = selectorsOf(node);
  const known = selectors.filter((one) => one !== undefined);
  return {
    discovery: {
      ...{ role, namespaces: names, selectors: known },
      attached: attached.filter((one) => attachable.has(one)),
    },
    isWhole: known.length === selectors.length,
  };
}

/** `undefined` for one that nobody can tell here. */
function selectorsOf(node: YamlNode): (ObjectSelector | undefined)[] {
  return itemsOf(valueAt(node, 'selectors')).map((item) => {
    const role = kubernetesRoles.find((one) => one === scalarText(valueAt(item, 'role')));
    const [label, field] = ['label', 'field'].map((name) => {
      const value = valueAt(item, name);
      return value === undefined ? '' : scalarText(value);
    });
    return role === undefined || label === undefined || field === undefined
      ? undefined
      : { role, label, field };
  });
}

const attachable: ReadonlySet<string> = new Set(['node', 'namespace', 'deployment', 'job', 'cronjob']);

/** Empty: all; `undefined` when one of them is known only where the collector runs. */
function namespacesOf(node: YamlNode, own: string | undefined): string[] | undefined {
  const names = itemsOf(valueAt(node, 'namespaces', 'names')).map(scalarText);
  const switched = resolved(valueAt(node, 'namespaces', 'own_namespace'));
  if (switched?.kind === 'scalar' && switched.value === true) {
    names.push(own);
  }
  return names.includes(undefined) ? undefined : [...new Set(names as string[])];
}

function givenTo(job: ScrapeJob, jobs: readonly ScrapeJob[], given: readonly Labels[]): readonly Labels[] {
  const names = new Set(jobs.map(({ name }) => name));
  return given.filter((labels) => {
    const own = labels.get('job');
    return own === undefined || own === job.name || !names.has(own);
  });
}

/** `undefined` when nobody has looked for some of them, or nothing can be known of any. */
function targetsFound(
  job: ScrapeJob,
  { discoveries, findsMore }: JobSources,
  { found = () => undefined }: KnownTargets,
): readonly Labels[] | undefined {
  const fixed = Array.from(staticTargets(job), ({ labels }) => labels);
  const lists = discoveries.map(found);
  const isTold = discoveries.length > 0 ? !lists.includes(undefined) : fixed.length > 0 || !findsMore;
  return isTold ? [...fixed, ...lists.flatMap((list) => list ?? [])] : undefined;
}
