import type { Cluster } from './cluster.ts';
import { hasStatus } from './kubeError.ts';
import type { SearchScope } from './model.ts';
import { listNamespaces } from './namespaces.ts';

/** Where the API lists a resource: `group` is `/api/v1` or `/apis/apps/v1`. */
export interface Resource {
  group: string;
  plural: string;
}

/** More at once would only wait in the server's own queues (API priority and fairness). */
const atOnce = 8;

/**
 * Looks over all namespaces at once where that is allowed, else into each namespace that may be listed, else into the
 * context's own.
 */
export class Scope {
  private readonly cluster: Cluster;
  private readonly signal: AbortSignal | undefined;
  private readonly given: readonly string[] | undefined;
  private listed: Promise<readonly string[]> | undefined;
  private readonly readable = new Set<string>();

  constructor(
    cluster: Cluster,
    { signal, namespaces }: { signal?: AbortSignal | undefined; namespaces?: readonly string[] | undefined },
  ) {
    this.cluster = cluster;
    this.signal = signal;
    this.given = namespaces;
  }

  /** All that `list` gives for the paths that may be read. Throws the 403 when none may. */
  async everywhere<T>(
    { group, plural }: Resource,
    list: (path: string) => Promise<readonly T[]>,
  ): Promise<T[]> {
    if (this.given === undefined && this.listed === undefined) {
      try {
        return [...(await list(`${group}/${plural}`))];
      } catch (error) {
        if (!hasStatus(error, 403)) {
          throw error;
        }
      }
    }
    const namespaces = this.given ?? (await (this.listed ??= this.listNamespaces()));
    let refusal: unknown;
    let allowed = 0;
    const found = await mapSome(namespaces, async (namespace) => {
      try {
        const items = await list(`${group}/namespaces/${encodeURIComponent(namespace)}/${plural}`);
        allowed++;
        this.readable.add(namespace);
        return items;
      } catch (error) {
        if (!hasStatus(error, 403)) {
          throw error;
        }
        refusal = error;
        return [];
      }
    });
    if (allowed === 0 && refusal !== undefined) {
      throw refusal as Error;
    }
    return found.flat();
  }

  /** Where `everywhere` was let in, as far as it has looked. */
  async describe(): Promise<SearchScope> {
    const namespaces = this.given ?? (await this.listed);
    return namespaces === undefined
      ? { kind: 'cluster' }
      : { kind: 'namespaces', namespaces: namespaces.filter((name) => this.readable.has(name)) };
  }

  private async listNamespaces(): Promise<readonly string[]> {
    try {
      return await listNamespaces(this.cluster, { signal: this.signal });
    } catch (error) {
      if (!hasStatus(error, 403)) {
        throw error;
      }
      return [this.cluster.namespace ?? 'default'];
    }
  }
}

/** Like `Promise.all` over `map`, but only a few at a time. */
export async function mapSome<T, R>(items: readonly T[], map: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const entries = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of entries) {
      results[index] = await map(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return results;
}
