import type { ManifestSchemas } from '../manifest/kinds/manifestSchemas.ts';
import type { KubeObject } from '../manifest/objects/kubeObjects.ts';
import type { CollectorSchemas } from '../otel/collectorSchemas.ts';
import type { Problem, Severity } from '../problem.ts';
import type { SeriesWriter } from '../promql/lint/knowledge.ts';

/** A file as the person has it now. */
export interface SourceFile {
  /** Tells files apart and names them in messages; forward slashes, from the folder that is checked. */
  path: string;
  text: string;
  /** ADOT release that a person chose for just this file; wins over `CheckOptions.adotVersion`. */
  adotVersion?: string;
}

export interface CheckOptions {
  schemas: CollectorSchemas;
  /** Of Kubernetes objects, ClusterConfigs and AMP's files; without them these are not checked by themselves. */
  manifestSchemas?: ManifestSchemas;
  /** ADOT release that a person chose for all files, whatever their images say. */
  adotVersion?: string;
  /** ADOT release for configs whose image does not tell one; without it the newest. */
  assumedVersion?: string;
  /** By the code of a rule. */
  levels?: Readonly<Record<string, Severity | 'off'>>;
  /** Today, `YYYY-MM-DD`, for rules about what goes out of support; without it they rest. */
  today?: string;
}

/** Files in, problems out: the one door for the editor and the command line. */
export interface Checker {
  /**
   * The problems of each file, in the order of the text, from rules that look at one file and from those that look at all
   * of them together. Files that are of no kind we know have none. What did not change since the last call is not read again.
   */
  check(files: readonly SourceFile[]): ReadonlyMap<string, readonly Problem[]>;
  /** The objects of the files of the last call, those of broken documents left out: what a name in one of the files may mean. */
  objects(): readonly KubeObject[];
  /** What the collector configs of the last call tell of the series that they write; the same one until that changes. */
  writer(): SeriesWriter | undefined;
}
