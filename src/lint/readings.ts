import { containerFinder, keyOfContainer } from '../otel/containerElsewhere.ts';
import type { ContainerMemo, FindContainer } from '../otel/containerElsewhere.ts';
import type { CheckOptions, SourceFile } from './checker.ts';
import { readSource } from './sourceReading.ts';
import type { SourceReading } from './sourceReading.ts';

/** Files as they were read together. */
export interface FolderReading {
  readings: readonly SourceReading[];
  /** Who of these files runs a config of another one. */
  find: FindContainer;
}

/** How many files are remembered besides those of the last call, so that reading one file forgets no folder. */
const rememberedFiles = 500;

/** Reads files together, again only what changed: an image in one of them may say what release the config in another is for. */
export function createFolderReader(options: CheckOptions): (files: readonly SourceFile[]) => FolderReading {
  const known = new Map<string, Known>();
  const containers: ContainerMemo = new WeakMap();
  let find = containerFinder([], containers);

  const keep = (path: string, one: Known): SourceReading => {
    known.delete(path);
    known.set(path, one);
    return one.reading;
  };
  const readAnew = (file: SourceFile, before: SourceReading | undefined): SourceReading => {
    const { path, adotVersion } = file;
    const wanted = adotVersion === undefined ? options : { ...options, adotVersion };
    const reading = readSource(file, { ...wanted, elsewhere: (config) => find(path, config) }, before);
    return keep(path, { reading, adotVersion });
  };
  const read = (file: SourceFile): SourceReading => {
    const remembered = known.get(file.path);
    // Another release: nothing that was found before still holds.
    if (remembered === undefined || remembered.adotVersion !== file.adotVersion) {
      return readAnew(file, undefined);
    }
    const { reading } = remembered;
    return reading.text === file.text ? keep(file.path, remembered) : readAnew(file, reading);
  };

  return (files) => {
    const first = files.map((file) => ({ file, reading: read(file) }));
    find = containerFinder(
      first.flatMap(({ reading }) => reading.objects),
      containers,
    );
    const readings = first.map(({ file, reading }) =>
      isAnsweredOtherwise(reading, find) ? readAnew(file, reading) : reading,
    );
    forget(known, Math.max(rememberedFiles, files.length));
    return { readings, find };
  };
}

interface Known {
  reading: SourceReading;
  /** That the file was read for, where it was not the one for all files. */
  adotVersion: string | undefined;
}

/** Whether somebody else of the folder runs a config than when its file was read. */
function isAnsweredOtherwise({ path, asked }: SourceReading, find: FindContainer): boolean {
  return asked.some(({ config, found }) => keyOfContainer(found) !== keyOfContainer(find(path, config)));
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
