import { isAtLeast } from '../adotVersions.ts';
import type { NameScheme } from './names.ts';

/** What differs between the releases of Prometheus that ADOT's releases are built with. */
export interface PrometheusDialect {
  /** Prometheus 3: `.` in rules matches line breaks. */
  dotMatchesNewline: boolean;
  /** Which names of labels there may be where a job says nothing. */
  names: NameScheme;
  /** Whether a job's `metric_name_validation_scheme` decides about the labels of its rules. */
  jobsChooseNames: boolean;
  /** Whether discovery of pods takes selectors for nodes. */
  podsByNode: boolean;
}

/**
 * The dialect of an ADOT release: Prometheus 2.54 up to 0.43, 3.x from 0.44 on, with name schemes by job from 0.46 and pods by
 * their nodes from 0.48 on (prometheus/prometheus in the go.mod of https://github.com/aws-observability/aws-otel-collector at each tag).
 */
export function prometheusDialect(adotVersion: string): PrometheusDialect {
  const isThree = isAtLeast(adotVersion, '0.44.0');
  return {
    dotMatchesNewline: isThree,
    names: isThree ? 'utf8' : 'legacy',
    jobsChooseNames: isAtLeast(adotVersion, '0.46.0'),
    podsByNode: isAtLeast(adotVersion, '0.48.0'),
  };
}
