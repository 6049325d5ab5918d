/** What every call takes besides its own input. */
export interface Call {
  signal?: AbortSignal;
}

/** The SDK's options for one call. */
export function sendOptions({ signal }: Call): { abortSignal?: AbortSignal } {
  return signal ? { abortSignal: signal } : {};
}

/** The object without its `undefined` members, for types that tell "missing" from "there but undefined". */
export function optional<T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  // A loop: over the entries of a thousand workspaces anything else takes as long as reading them.
  const kept: Partial<T> = {};
  for (const key in members) {
    if (members[key] !== undefined) {
      kept[key] = members[key];
    }
  }
  return kept as { [K in keyof T]?: Exclude<T[K], undefined> };
}
