/** A release of ADOT's collector. Its own number says nothing about the upstream one, so both are shown. */
export interface AdotVersion {
  version: string;
  /** Release of opentelemetry-collector-contrib that it is built from. */
  upstream: string;
  /** Day of the tag, `YYYY-MM-DD`. */
  date: string;
}

/**
 * The releases that a manifest can be made for, newest first. Older ones lack what the manifest needs: the debug
 * exporter, readers for own metrics. https://github.com/aws-observability/aws-otel-collector/releases
 */
export const adotVersions: readonly AdotVersion[] = [
  { version: '0.49.0', upstream: '0.156.0', date: '2026-07-13' },
  { version: '0.48.0', upstream: '0.151.0', date: '2026-05-20' },
  { version: '0.47.0', upstream: '0.143.0', date: '2026-01-25' },
  { version: '0.46.0', upstream: '0.141.0', date: '2025-12-12' },
  { version: '0.45.0', upstream: '0.131.0', date: '2025-08-25' },
  { version: '0.44.0', upstream: '0.130.0', date: '2025-08-08' },
  { version: '0.43.0', upstream: '0.117.0', date: '2025-03-12' },
  { version: '0.42.0', upstream: '0.115.0', date: '2024-12-18' },
];

/** What differs between releases in the parts of a config that we write. */
export interface AdotNames {
  /** Type of the Prometheus remote-write exporter. The new name came with 0.49.0; older releases refuse it. */
  remoteWrite: 'prometheus_remote_write' | 'prometheusremotewrite';
  /** Whether the remote-write exporter knows `disable_scope_info` (0.48.0). */
  canDisableScopeInfo: boolean;
}

/** The names that a release understands, without a deprecation warning where it knows a newer one. */
export function adotNames(version: string): AdotNames {
  return {
    remoteWrite: isAtLeast(version, '0.49.0') ? 'prometheus_remote_write' : 'prometheusremotewrite',
    canDisableScopeInfo: isAtLeast(version, '0.48.0'),
  };
}

/** Compares `0.48.0` with `0.49.0` number by number. */
export function isAtLeast(version: string, floor: string): boolean {
  return version.localeCompare(floor, 'en', { numeric: true }) >= 0;
}
