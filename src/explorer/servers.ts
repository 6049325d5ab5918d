/** API servers of EKS clusters that were listed, so that a kubeconfig's context for one is not shown twice. */
export class Servers {
  private readonly known = new Map<string, ReadonlySet<string>>();
  private readonly onLearn: () => void;

  constructor(onLearn: () => void) {
    this.onLearn = onLearn;
  }

  /** Replaces what is known of one group of clusters. */
  learn(groupId: string, clusters: readonly { server?: string }[]): void {
    const before = this.known.get(groupId) ?? new Set<string>();
    const after = new Set(
      clusters.flatMap(({ server }) => (server === undefined ? [] : [normalise(server)])),
    );
    this.known.set(groupId, after);
    if (before.size !== after.size || [...after].some((server) => !before.has(server))) {
      this.onLearn();
    }
  }

  has(server: string): boolean {
    return [...this.known.values()].some((servers) => servers.has(normalise(server)));
  }
}

/** Host names know no case, and both spellings of the root path occur. */
function normalise(server: string): string {
  return server.toLowerCase().replace(/\/+$/, '');
}
