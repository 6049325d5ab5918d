/**
 * Which names Prometheus takes: `legacy` those of its first years, `utf8` all, the default since its version 3.
 * https://prometheus.io/docs/guides/utf8/
 */
export type NameScheme = 'utf8' | 'legacy';

const legacyLabel = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
const legacyMetric = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;

/** Whether a label may have this name. */
export function isLabelName(name: string, scheme: NameScheme): boolean {
  return scheme === 'legacy' ? legacyLabel.test(name) : name !== '' && name.isWellFormed();
}

/** Whether a metric may have this name. */
export function isMetricName(name: string, scheme: NameScheme): boolean {
  return scheme === 'legacy' ? legacyMetric.test(name) : name !== '' && name.isWellFormed();
}

/** The key of a Kubernetes label or annotation as discovery puts it into the name of a meta label. */
export function sanitizeLabelName(key: string): string {
  // By bytes of UTF-8 would be wrong: Go's expression replaces characters.
  return key.replaceAll(/[^a-zA-Z0-9_]/gu, '_');
}
