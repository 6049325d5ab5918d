import { checkAcross } from './checkAcross.ts';
import type { CheckOptions, Checker } from './checker.ts';
import { checkElsewhere } from './checkElsewhere.ts';
import { finished } from './finish.ts';
import type { ConfigFacts } from './project.ts';
import { createFolderReader } from './readings.ts';
import { createFolderQueries } from './queries/folderQueries.ts';
import type { SourceReading } from './sourceReading.ts';

/** A checker that remembers what it read. Never throws, whatever the files hold. */
export function createChecker(options: CheckOptions): Checker {
  const read = createFolderReader(options);
  const facts: ConfigFacts = new WeakMap();
  const folderQueries = createFolderQueries();
  let last: readonly SourceReading[] = [];
  return {
    check(files) {
      const folder = read(files);
      last = folder.readings;
      const across = checkAcross(last, facts);
      const queries = folderQueries.check(last);
      const images = checkElsewhere(folder, options.schemas.versions);
      return new Map(
        last.map((reading) => {
          const { path } = reading;
          const more = [across, images, queries].flatMap((found) => found.get(path) ?? []);
          return [path, finished(reading, more, options.levels ?? {})];
        }),
      );
    },
    objects: () => last.flatMap((reading) => reading.objects),
    writer: () => folderQueries.writer(),
  };
}
