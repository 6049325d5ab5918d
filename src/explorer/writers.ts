import type { CollectorWorkload } from '../kube/model.ts';
import type { RemoteWriteTarget } from '../otel/remoteWriteTargets.ts';
import type { ClusterRef } from './node.ts';

/** A collector whose live configuration was read, and where it writes to. */
export interface Writer {
  /** Of the collector's node. */
  nodeId: string;
  cluster: ClusterRef;
  collector: CollectorWorkload;
  targets: readonly RemoteWriteTarget[];
}

/** Which collectors write to which workspace, as far as clusters have been looked at. */
export class Writers {
  private readonly known = new Map<string, Writer>();
  private readonly onLearn: (workspaceIds: readonly string[]) => void;

  /** `onLearn` hears of the workspaces whose writers changed. */
  constructor(onLearn: (workspaceIds: readonly string[]) => void) {
    this.onLearn = onLearn;
  }

  learn(writer: Writer): void {
    const before = workspaceIds(this.known.get(writer.nodeId));
    this.known.set(writer.nodeId, writer);
    this.tell(before, workspaceIds(writer));
  }

  /** Keeps, of the collectors of one group of nodes, only those that are still there. */
  retain(groupId: string, nodeIds: ReadonlySet<string>): void {
    for (const [nodeId, writer] of this.known) {
      if (nodeId.startsWith(`${groupId}/`) && !nodeIds.has(nodeId)) {
        this.known.delete(nodeId);
        this.tell(workspaceIds(writer), []);
      }
    }
  }

  has(nodeId: string): boolean {
    return this.known.has(nodeId);
  }

  to(workspaceId: string): Writer[] {
    return [...this.known.values()].filter((writer) => workspaceIds(writer).includes(workspaceId));
  }

  private tell(before: readonly string[], after: readonly string[]): void {
    const touched = new Set([...before, ...after].filter((id) => before.includes(id) !== after.includes(id)));
    if (touched.size > 0) {
      this.onLearn([...touched]);
    }
  }
}

function workspaceIds(writer: Writer | undefined): string[] {
  return writer?.targets.flatMap(({ workspaceId }) => workspaceId ?? []) ?? [];
}
