import type { Bundles } from '../../load.ts';

/** The thinking of notebooks, which is in a bundle of its own. */
export type NotebookCode = Awaited<ReturnType<Bundles['notebook']>>;
