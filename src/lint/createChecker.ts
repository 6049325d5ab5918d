import { checkAcross } from './checkAcross.ts';
import type { CheckOptions, Checker, SourceFile } from './checker.ts';
import { finished } from './finish.ts';
import type { ConfigFacts } from './project.ts';
import { readSource } from './sourceReading.ts';
import type { SourceReading } from './sourceReading.ts';

/** How many files are remembered besides those of the last call, so that checking one file forgets no folder. */
const rememberedFiles = 500;

/** A checker that remembers what it read. Never throws, whatever the files hold. */
export function createChecker(options: CheckOptions): Checker {
  const known = new Map<string, Known>();
  const facts: ConfigFacts = new WeakMap();
  let last: readonly SourceReading[] = [];
  const read = (file: SourceFile): SourceReading => {
    const { path, text, adotVersion } = file;
    const remembered = known.get(path);
    // Another release: nothing that was found before still holds.
    const before = remembered?.adotVersion === adotVersion ? remembered?.reading : undefined;
    const wanted = adotVersion === undefined ? options : { ...options, adotVersion };
    const reading = before?.text === text ? before : readSource(file, wanted, before);
    known.delete(path);
    known.set(path, { reading, adotVersion });
    return reading;
  };
  return {
    check(files) {
      const readings = files.map(read);
      last = readings;
      forget(known, Math.max(rememberedFiles, files.length));
      const across = checkAcross(readings, facts);
      return new Map(
        readings.map((reading) => [
          reading.path,
          finished(reading, across.get(reading.path) ?? [], options.levels ?? {}),
        ]),
      );
    },
    objects: () => last.flatMap((reading) => reading.objects),
  };
}

interface Known {
  reading: SourceReading;
  /** That the file was read for, where it was not the one for all files. */
  adotVersion: string | undefined;
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
