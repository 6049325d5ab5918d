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

/**
 * Releases before those, newest first, back to the one that dropped the exporter `awsprometheusremotewrite`. There are no schemas of
 * them and no manifest is made for them; a finding can say what they are built from.
 */
export const olderAdotVersions: readonly AdotVersion[] = [
  { version: '0.41.0', upstream: '0.109.0', date: '2024-10-02' },
  { version: '0.40.0', upstream: '0.102.0', date: '2024-06-25' },
  { version: '0.39.0', upstream: '0.98.0', date: '2024-05-09' },
  { version: '0.38.0', upstream: '0.94.0', date: '2024-02-22' },
  { version: '0.37.0', upstream: '0.92.0', date: '2024-01-18' },
  { version: '0.36.0', upstream: '0.90.1', date: '2023-12-07' },
  { version: '0.35.0', upstream: '0.88.0', date: '2023-11-02' },
  { version: '0.34.0', upstream: '0.86.0', date: '2023-10-16' },
  { version: '0.33.0', upstream: '0.84.0', date: '2023-09-06' },
  { version: '0.32.0', upstream: '0.82.0', date: '2023-08-11' },
  { version: '0.31.0', upstream: '0.80.0', date: '2023-07-11' },
  { version: '0.30.0', upstream: '0.78.0', date: '2023-06-07' },
  { version: '0.29.0', upstream: '0.76.3', date: '2023-05-12' },
  { version: '0.28.0', upstream: '0.74.0', date: '2023-04-06' },
  { version: '0.27.0', upstream: '0.72.0', date: '2023-03-02' },
  { version: '0.26.0', upstream: '0.70.0', date: '2023-02-02' },
  { version: '0.25.0', upstream: '0.68.0', date: '2023-01-04' },
  { version: '0.24.0', upstream: '0.66.0', date: '2022-11-30' },
  { version: '0.23.0', upstream: '0.62.0', date: '2022-11-01' },
  { version: '0.22.0', upstream: '0.61.0', date: '2022-09-30' },
  { version: '0.21.0', upstream: '0.58.0', date: '2022-08-25' },
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

/** Compares `0.48.0` with `0.49.0` number by number. Rules ask all the time: nothing is made for it. */
export function isAtLeast(version: string, floor: string): boolean {
  const dot = 46;
  let [at, floorAt] = [0, 0];
  while (at < version.length || floorAt < floor.length) {
    let own = 0;
    for (; at < version.length && version.charCodeAt(at) !== dot; at += 1) {
      own = own * 10 + version.charCodeAt(at) - 48;
    }
    let least = 0;
    for (; floorAt < floor.length && floor.charCodeAt(floorAt) !== dot; floorAt += 1) {
      least = least * 10 + floor.charCodeAt(floorAt) - 48;
    }
    if (own !== least) {
      return own > least;
    }
    at += 1;
    floorAt += 1;
  }
  return true;
}
