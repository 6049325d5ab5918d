/** What an image name says of the collector inside. */
export interface CollectorImage {
  distribution: 'adot' | 'other' | 'unknown';
  /** `0.49.0` of a tag `v0.49.0`; `undefined` for `latest`, digests alone and tags of another kind. */
  version: string | undefined;
  /** Where the tag stands in the name, without the colon. */
  tag: { start: number; end: number } | undefined;
}

const versionTag = /^v?(\d{1,4}\.\d{1,4}\.\d{1,4})(?:[-+_].*)?$/;

/** Last parts of the names of collectors that are not ADOT's: their components are others. */
const otherDistributions =
  /^(?:opentelemetry-collector(?:-\w+)*|otel(?:-?col|-collector)\w*(?:-[\w-]+)?|otelcontribcol|splunk-otel-collector\w*|grafana-agent|alloy|signoz-otel-collector|dynatrace-otel-collector|nrdot-collector[\w-]*|ddot-collector\w*|otel-collector[\w-]*)$/;

/**
 * Reads the name of a container image. ADOT's is called `aws-otel-collector` in every registry that mirrors it: public.ecr.aws,
 * Docker Hub (`amazon/`), ECR pull-through caches, private copies.
 * https://github.com/aws-observability/aws-otel-collector#getting-started
 */
export function readCollectorImage(image: string): CollectorImage {
  const at = image.indexOf('@');
  const named = at < 0 ? image : image.slice(0, at);
  const slash = named.lastIndexOf('/');
  const colon = named.indexOf(':', slash + 1);
  const last = named.slice(slash + 1, colon < 0 ? undefined : colon).trim();
  const tag = colon < 0 ? undefined : { start: colon + 1, end: named.trimEnd().length };
  const distribution = last.endsWith('aws-otel-collector')
    ? 'adot'
    : otherDistributions.test(last)
      ? 'other'
      : 'unknown';
  return {
    distribution,
    version: tag && versionTag.exec(named.slice(tag.start, tag.end))?.[1],
    tag,
  };
}
