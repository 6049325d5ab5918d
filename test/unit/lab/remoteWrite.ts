import { writeRequest } from '../../lab/data/remoteWrite.ts';

/** The body of a remote write: one sample of one series, and the metadata of its family. */
export function writeBody(labels: Record<string, string>, value: number, timeMs: number): Buffer {
  return writeRequest(
    [{ labels, samples: [[timeMs, value]] }],
    [{ name: labels['__name__'] ?? '', help: 'help' }],
  );
}
