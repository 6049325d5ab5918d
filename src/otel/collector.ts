import type { CollectorConfig } from '../manifest/collectorConfigs.ts';
import type { ReleaseOrigin } from './adotVersionOf.ts';
import type { CollectorRelease } from './collectorSchemas.ts';
import type { CollectorPod } from './workloads.ts';

/** A collector config together with what is known of who runs it: what the rules of otel/ look at. */
export interface Collector {
  config: CollectorConfig;
  /** The text that the spans of the config's root count in: the file's, or the value's where it lies in a scalar. */
  source?: string;
  release: CollectorRelease;
  /** Environment variables that its container is known to have, `${env:NAME}`. */
  env: Readonly<Record<string, string>>;
  /** The names of all variables that its container gives it; without it they are not known. */
  envNames?: ReadonlySet<string>;
  /** Why it is this release; without it the release is certain. */
  origin?: ReleaseOrigin;
  /** The pod that runs it; without it nothing is known of one. */
  pod?: CollectorPod;
  /** Command and arguments of its container. */
  args?: readonly string[];
}
