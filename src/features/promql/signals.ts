import type * as vscode from 'vscode';

/** A signal that ends with the token, and after some time. */
export function signalOf(
  token: vscode.CancellationToken,
  afterMs: number,
): { signal: AbortSignal; dispose: () => void } {
  const controller = new AbortController();
  const listener = token.onCancellationRequested(() => controller.abort());
  if (token.isCancellationRequested) {
    controller.abort();
  }
  const timer = setTimeout(() => controller.abort(), afterMs);
  return {
    signal: controller.signal,
    dispose: () => {
      clearTimeout(timer);
      listener.dispose();
    },
  };
}
