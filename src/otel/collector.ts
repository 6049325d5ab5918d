import type { CollectorConfig } from '../manifest/collectorConfigs.ts';
import type { CollectorRelease } from './collectorSchemas.ts';

/** A collector config together with what is known of who runs it: what the rules of otel/ look at. */
export interface Collector {
  config: CollectorConfig;
  release: CollectorRelease;
  /** Environment variables that its container is known to have, `${env:NAME}`. */
  env: Readonly<Record<string, string>>;
}
