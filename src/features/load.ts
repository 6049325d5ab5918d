/**
 * The heavy parts of the extension, each a file of its own in dist/, read when something first needs it.
 * Features know them by type alone; build.js turns these imports into requires of the files beside the entry.
 */
export interface Bundles {
  aws(): Promise<typeof import('../bundles/aws.ts')>;
  eks(): Promise<typeof import('../bundles/eks.ts')>;
  grafana(): Promise<typeof import('../bundles/grafana.ts')>;
  sts(): Promise<typeof import('../bundles/sts.ts')>;
  kube(): Promise<typeof import('../bundles/kube.ts')>;
  language(): Promise<typeof import('../bundles/language.ts')>;
  collectorYaml(): Promise<typeof import('../bundles/collectorYaml.ts')>;
  notebook(): Promise<typeof import('../bundles/notebook.ts')>;
  promql(): Promise<typeof import('../bundles/promql.ts')>;
}

export const bundles: Bundles = {
  aws: () => import('../bundles/aws.ts'),
  eks: () => import('../bundles/eks.ts'),
  grafana: () => import('../bundles/grafana.ts'),
  sts: () => import('../bundles/sts.ts'),
  kube: () => import('../bundles/kube.ts'),
  language: () => import('../bundles/language.ts'),
  collectorYaml: () => import('../bundles/collectorYaml.ts'),
  notebook: () => import('../bundles/notebook.ts'),
  promql: () => import('../bundles/promql.ts'),
};
