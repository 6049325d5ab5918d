import { checkAcross } from './checkAcross.ts';
import type { CheckOptions, Checker, SourceFile } from './checker.ts';
import { finished } from './finish.ts';
import { readSource } from './sourceReading.ts';
import type { SourceReading } from './sourceReading.ts';

/** How many files are remembered besides those of the last call, so that checking one file forgets no folder. */
const rememberedFiles = 500;

/** A checker that remembers what it read. Never throws, whatever the files hold. */
export function createChecker(options: CheckOptions): Checker {
  const known = new Map<string, SourceReading>();
  const read = (file: SourceFile): SourceReading => {
    const before = known.get(file.path);
    const reading = before?.text === file.text ? before : readSource(file, options, before);
    known.delete(file.path);
    known.set(file.path, reading);
    return reading;
  };
  return {
    check(files) {
      const readings = files.map(read);
      forget(known, Math.max(rememberedFiles, files.length));
      const across = checkAcross(readings);
      return new Map(
        readings.map((reading) => [
          reading.path,
          finished(reading, across.get(reading.path) ?? [], options.levels ?? {}),
        ]),
      );
    },
  };
}

/** Drops what was used longest ago. */
function forget(known: Map<string, unknown>, limit: number): void {
  for (const path of known.keys()) {
    if (known.size <= limit) {
      return;
    }
    known.delete(path);
  }
}
