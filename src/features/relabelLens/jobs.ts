import type * as vscode from 'vscode';
import type { JobDiscovery, ScrapeLens } from '../../otel/relabel/scrapeLenses.ts';
import type { Language } from '../collectorYaml/language.ts';
import type { ReadDocument, Reader } from '../collectorYaml/reader.ts';
import type { TargetStore } from './targetStore.ts';

/** The jobs of documents under the lens. */
export interface LensJobs {
  /** In the order of the text; none of documents that are nothing to us. */
  of(document: vscode.TextDocument): readonly ScrapeLens[];
  in(document: vscode.TextDocument, read: ReadDocument): readonly ScrapeLens[];
  /** All that the jobs of a document look for in a cluster. */
  discoveriesOf(document: vscode.TextDocument): readonly JobDiscovery[];
}

interface JobOptions {
  language: Language;
  reader: Reader;
  store: TargetStore;
}

/** Each version of a document is looked at once for each set of targets. */
export function createLensJobs({ language, reader, store }: JobOptions): LensJobs {
  const known = new WeakMap<ReadDocument, { stamp: number; jobs: readonly ScrapeLens[] }>();
  const jobsIn: LensJobs['in'] = ({ uri }, read) => {
    const stamp = store.stampOf(uri);
    const before = known.get(read);
    if (before?.stamp === stamp) {
      return before.jobs;
    }
    const targets = store.knownOf(uri);
    const jobs = read.file.collectors.flatMap((collector) => language.code.scrapeLenses(collector, targets));
    known.set(read, { stamp, jobs });
    return jobs;
  };
  const of: LensJobs['of'] = (document) => {
    const read = reader.read(document);
    return read ? jobsIn(document, read) : [];
  };
  return {
    of,
    in: jobsIn,
    discoveriesOf: (document) => of(document).flatMap(({ discoveries }) => discoveries),
  };
}
