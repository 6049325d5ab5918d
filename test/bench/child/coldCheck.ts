// Loads a checker of YAML and has it check one file, and tells what each cost.
import { createRequire } from 'node:module';
import { manifest } from '../fixtures/manifests.ts';
import type { Said } from '../said.ts';
import { respond } from './respond.ts';

export interface ColdInput {
  /** A bundle that exports `check`. */
  bundle: string;
  /** URL of the project, where schemas/ lies. */
  root: string;
}

export interface ColdOutput {
  loadMs: number;
  firstMs: number;
  said: Said[];
}

/** What a bundle exports. */
export interface ColdChecker {
  check: (text: string, root: URL) => Said[] | Promise<Said[]>;
}

respond<ColdInput, ColdOutput>(async ({ bundle, root }) => {
  const text = manifest();
  const start = performance.now();
  const { check } = createRequire(bundle)(bundle) as ColdChecker;
  const loaded = performance.now();
  const said = await check(text, new URL(root));
  return { loadMs: loaded - start, firstMs: performance.now() - loaded, said };
});
