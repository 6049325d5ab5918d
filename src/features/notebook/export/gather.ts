import { setImmediate as nextTurn } from 'node:timers/promises';

/** Milliseconds that one turn may take before others get theirs. */
const turnMs = 20;

/**
 * The bytes (UTF-8) of a text that comes in pieces. Between them everything else in the extension host goes on; `undefined` once
 * the signal ends.
 */
export async function gather(pieces: Iterable<string>, signal: AbortSignal): Promise<Uint8Array | undefined> {
  const gathered: Buffer[] = [];
  let since = performance.now();
  for (const piece of pieces) {
    gathered.push(Buffer.from(piece));
    if (performance.now() - since > turnMs) {
      await nextTurn();
      since = performance.now();
    }
    if (signal.aborted) {
      return undefined;
    }
  }
  return Buffer.concat(gathered);
}
