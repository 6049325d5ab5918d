/** What a Fargate profile takes: pods of a namespace, with labels where it names some. `*` and `?` stand for any. */
export interface FargateSelector {
  namespace: string;
  labels: Readonly<Record<string, string>>;
}

/** Labels of the pods that the collector manifest makes. */
const collectorLabels: Readonly<Record<string, string>> = { app: 'aws-adot', component: 'adot-collector' };

/**
 * Whether the collector's pod in this namespace would run on Fargate; a pod that no profile selects stays Pending.
 * https://docs.aws.amazon.com/eks/latest/userguide/fargate-profile.html
 */
export function selectsCollector(selectors: readonly FargateSelector[], namespace: string): boolean {
  return selectors.some(
    (selector) =>
      matches(selector.namespace, namespace) &&
      Object.entries(selector.labels).every(([key, pattern]) => matches(pattern, collectorLabels[key])),
  );
}

function matches(pattern: string, value: string | undefined): boolean {
  const expression = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return value !== undefined && new RegExp(`^${expression}$`).test(value);
}
