/** An answer; `undefined` when the signal ends before it is there, or when it fails. */
export async function patient<T>(answer: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  let stop = (): void => undefined;
  const ended = new Promise<undefined>((resolve) => {
    stop = () => resolve(undefined);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) {
      stop();
    }
  });
  try {
    return await Promise.race([answer, ended]);
  } catch {
    return undefined;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
