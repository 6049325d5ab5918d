import * as l10n from '@vscode/l10n';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { HttpResponse } from '../http.ts';
import { Trouble } from '../trouble.ts';

/** What can come packed, besides `identity`. */
const unpackers = {
  gzip: () => createGunzip({ chunkSize: 256 * 1024 }),
  'x-gzip': () => createGunzip({ chunkSize: 256 * 1024 }),
  deflate: () => createInflate({ chunkSize: 256 * 1024 }),
  br: () => createBrotliDecompress({ chunkSize: 256 * 1024 }),
};

/**
 * The whole answer, unpacked. At most `maxBytes` are ever kept, however much is packed in it: what is longer is cut off when
 * `isEnoughCut`, else throws Trouble. Ends the connection when it stops early; throws what the body throws, and the signal's reason.
 */
export async function readBody(
  { headers, body }: Pick<HttpResponse, 'headers' | 'body'>,
  { maxBytes, signal, isEnoughCut = false }: { maxBytes: number; signal: AbortSignal; isEnoughCut?: boolean },
): Promise<Uint8Array> {
  const coding = (headers['content-encoding'] ?? '').trim().toLowerCase() || 'identity';
  if (coding !== 'identity' && !Object.hasOwn(unpackers, coding)) {
    throw unreadable(coding);
  }
  const kept = createStore(maxBytes);
  const keep = async (source: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const chunk of source) {
      if (!kept.add(chunk)) {
        throw new TooLong();
      }
    }
  };
  const chunks = untilAborted(body, signal);
  try {
    if (coding === 'identity') {
      await keep(chunks);
    } else {
      const unpack = unpackers[coding as keyof typeof unpackers]();
      await pipeline(Readable.from(chunks), unpack, keep, { signal });
    }
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof TooLong) {
      if (!isEnoughCut) {
        throw tooLarge(maxBytes);
      }
    } else {
      const isDamaged = /^(Z_|ERR_.*BROTLI|ERR_PADDING)/.test(String((error as NodeJS.ErrnoException).code));
      throw isDamaged ? unreadable(coding) : error;
    }
  }
  return kept.all();
}

class TooLong extends Error {}

/** Bytes in one piece: a list of chunks would take many times their room where they are small. */
function createStore(maxBytes: number): { add(chunk: Uint8Array): boolean; all(): Uint8Array } {
  let bytes = Buffer.allocUnsafe(0);
  let length = 0;
  return {
    /** False when that is too much: then the first bytes of it are kept. */
    add: (chunk) => {
      const part = chunk.subarray(0, maxBytes - length);
      if (length + part.length > bytes.length) {
        const wider = Buffer.allocUnsafe(
          Math.min(maxBytes, Math.max(length + part.length, 2 * bytes.length, 65_536)),
        );
        wider.set(bytes.subarray(0, length));
        bytes = wider;
      }
      bytes.set(part, length);
      length += part.length;
      return part.length === chunk.length;
    },
    all: () => bytes.subarray(0, length),
  };
}

/** There is more in an answer than can be kept: more bytes, or more than becomes of them. */
export function tooLarge(maxBytes?: number): Trouble {
  return new Trouble({
    code: 'tooLarge',
    what:
      maxBytes === undefined
        ? l10n.t('The answer holds more series and points than can be shown at once.')
        : l10n.t(
            'The answer is larger than {0} MB, so reading it was stopped.',
            Math.round(maxBytes / 2 ** 20),
          ),
    cause: l10n.t('The query selects too many series, or too many points of them.'),
    todo: l10n.t(
      'Choose fewer series with label matchers, sum or topk, or make the range shorter or the step longer.',
    ),
  });
}

function unreadable(coding: string): Trouble {
  return new Trouble({
    code: 'damaged',
    what: l10n.t('The answer cannot be unpacked ({0}).', coding),
    cause: l10n.t('The connection was cut, or a proxy changed the answer on its way.'),
    todo: l10n.t('Try again.'),
    remedy: { kind: 'retry' },
  });
}

/** The same chunks; ends by the signal's reason even where the source itself does not listen to it. */
async function* untilAborted(
  source: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const iterator = source[Symbol.asyncIterator]() as AsyncIterator<Uint8Array, undefined>;
  let stop = (): void => undefined;
  const onAbort = (): void => stop();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    for (;;) {
      signal.throwIfAborted();
      const { done, value } = await new Promise<IteratorResult<Uint8Array, undefined>>((resolve, reject) => {
        stop = () => reject(signal.reason as Error);
        iterator.next().then(resolve, reject);
      });
      if (done) {
        return;
      }
      yield value;
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    // Not waited for: one that hangs would hang this too.
    iterator.return?.().then(undefined, () => undefined);
  }
}
