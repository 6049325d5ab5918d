import { createHash } from 'node:crypto';
import type { Phase } from './phase.ts';
import { gone, statusOf, steady } from './phase.ts';

/** How long changes take, in milliseconds. */
export interface Timing {
  /** CREATING to ACTIVE. */
  createMs: number;
  /** UPDATING to ACTIVE. */
  updateMs: number;
  /** DELETING to gone. */
  deleteMs: number;
}

export interface LabelSetLimit {
  labelSet: Record<string, string>;
  limits: { maxSeries?: number };
}

/** A definition file that a workspace holds: a rule groups namespace or the alert manager's. Times are in milliseconds since 1970. */
export interface Definition {
  name: string;
  /** Base64 of the YAML, as it came. */
  data: string;
  phase: Phase;
  createdAt: number;
  modifiedAt: number;
  tags: Record<string, string>;
}

export interface Workspace {
  id: string;
  arn: string;
  alias: string | undefined;
  createdAt: number;
  phase: Phase;
  tags: Record<string, string>;
  kmsKeyArn: string | undefined;
  configuration: { phase: Phase; limitsPerLabelSet: LabelSetLimit[]; retentionPeriodInDays: number };
  rules: Map<string, Definition>;
  alertManager: Definition | undefined;
}

export interface Scraper {
  id: string;
  arn: string;
  alias: string | undefined;
  roleArn: string;
  phase: Phase;
  createdAt: number;
  modifiedAt: number;
  /** Base64 */
  configurationBlob: string;
  source: Record<string, unknown>;
  workspaceArn: string;
  tags: Record<string, string>;
}

export interface GrafanaWorkspace {
  id: string;
  name: string;
  description?: string;
  grafanaVersion: string;
  status: string;
  createdAt: number;
  tags: Record<string, string>;
}

export interface FargateProfile {
  name: string;
  status: string;
  namespaces: string[];
  createdAt: number;
  issues?: { code: string; message: string; resourceIds: string[] }[];
}

export interface Cluster {
  name: string;
  version: string;
  status: string;
  createdAt: number;
  /** Its API server, when it has one that answers. */
  server?: { url: string; caPem: string } | undefined;
  profiles: FargateProfile[];
}

/** What one account has in one region. */
export interface Region {
  account: string;
  name: string;
  workspaces: Map<string, Workspace>;
  scrapers: Map<string, Scraper>;
  grafana: Map<string, GrafanaWorkspace>;
  clusters: Map<string, Cluster>;
}

/** Everything that all accounts have. */
export class State {
  private readonly regions = new Map<string, Region>();

  region(account: string, name: string): Region {
    const key = `${account}/${name}`;
    let region = this.regions.get(key);
    if (!region) {
      region = {
        account,
        name,
        workspaces: new Map(),
        scrapers: new Map(),
        grafana: new Map(),
        clusters: new Map(),
      };
      this.regions.set(key, region);
    }
    return region;
  }

  /** The workspace with this id, in whichever account and region; `undefined` when there is none or it has been deleted. */
  findWorkspace(id: string, now: number): { region: Region; workspace: Workspace } | undefined {
    for (const region of this.regions.values()) {
      const workspace = living(region.workspaces, now).get(id);
      if (workspace) {
        return { region, workspace };
      }
    }
    return undefined;
  }

  all(): Region[] {
    return [...this.regions.values()];
  }
}

/** The map without what has been deleted by now. */
export function living<T extends { phase: Phase }>(things: Map<string, T>, now: number): Map<string, T> {
  for (const [key, { phase }] of things) {
    if (statusOf(phase, now).statusCode === gone) {
      things.delete(key);
    }
  }
  return things;
}

export function makeWorkspace(
  region: Region,
  id: string,
  more: Partial<Workspace> & Pick<Workspace, 'createdAt'>,
): Workspace {
  const workspace: Workspace = {
    id,
    arn: `arn:aws:aps:${region.name}:${region.account}:workspace/${id}`,
    alias: undefined,
    phase: steady('ACTIVE'),
    tags: {},
    kmsKeyArn: undefined,
    // 150 days: https://docs.aws.amazon.com/prometheus/latest/userguide/AMP-workspace-configuration.html
    configuration: { phase: steady('ACTIVE'), limitsPerLabelSet: [], retentionPeriodInDays: 150 },
    rules: new Map(),
    alertManager: undefined,
    ...more,
  };
  region.workspaces.set(id, workspace);
  return workspace;
}

/** An id that is the same in each lab, so that pictures and tests can name it. */
export function stableUuid(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
