import type { Bundles } from '../load.ts';

/** The thinking code of the language, loaded. */
export type PromqlCode = Awaited<ReturnType<Bundles['promql']>>;
