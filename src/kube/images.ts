/** The repository's last segment and the tag: `aws-otel-collector`, `v0.49.0`. A digest alone gives its first digits. */
export function parseImage(image: string): { repository: string; name: string; tag: string } {
  const [reference = '', digest] = image.split('@', 2);
  const slash = reference.lastIndexOf('/');
  const colon = reference.indexOf(':', slash + 1);
  const repository = colon < 0 ? reference : reference.slice(0, colon);
  const tag = colon < 0 ? (digest?.slice(0, 'sha256:'.length + 12) ?? 'latest') : reference.slice(colon + 1);
  return { repository, name: repository.slice(slash + 1), tag };
}

const collectorNames =
  /(^|[-_.])(otel-?collector|opentelemetry-collector|otelcol|otelcontribcol|adot|adotcol)([-_.]|$)/;
const otherNames =
  /operator|target-?allocator|auto-?instrumentation|opampsupervisor|opamp-bridge|load-?generator/;

/** Whether an image is a build of the OpenTelemetry Collector: ADOT, core, contrib, k8s or one's own copy of them. */
export function isCollectorImage(image: string): boolean {
  const name = parseImage(image).name.toLowerCase();
  return collectorNames.test(name) && !otherNames.test(name);
}
