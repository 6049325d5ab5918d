import * as l10n from '@vscode/l10n';
import { rule } from './rule.ts';
import type { Rules } from './rule.ts';

/** What a collector config must and should hold. */
export const collectorRules: Rules = {
  'collector/unknown-section': rule('error', () => l10n.t('A section that no collector has')),
  'collector/section-not-a-mapping': rule('error', () => l10n.t('A section holds no mapping')),
  'collector/missing-section': rule(
    'error',
    () => l10n.t('A section that every collector needs is missing'),
    { needsWhole: true },
  ),
  'collector/bad-component-id': rule('error', () => l10n.t('The id of a component is malformed')),
  'collector/unknown-component': rule('error', () => l10n.t('This release has no such component')),
  'collector/removed-component': rule('error', () => l10n.t('The component was removed before this release')),
  'collector/deprecated-component': rule('information', () => l10n.t('The component is about to be removed')),
  'collector/deprecated-name': rule('information', () => l10n.t('The component has a new name')),
  'collector/unknown-field': rule('error', () => l10n.t('This release has no such field')),
  'collector/removed-field': rule('error', () => l10n.t('The field was removed before this release')),
  'collector/deprecated-field': rule('warning', () => l10n.t('The field is deprecated')),
  'collector/deprecated-setting': rule('information', () => l10n.t('The setting is deprecated')),
  'collector/wrong-type': rule('error', () => l10n.t('A value has the wrong type')),
  'collector/unknown-value': rule('error', () => l10n.t('A value is none of those allowed')),
  'collector/missing-field': rule('error', () => l10n.t('A field that is needed is missing'), {
    needsWhole: true,
  }),
  'collector/exclusive-fields': rule('error', () => l10n.t('Fields exclude each other')),
  'collector/forbidden-field': rule('error', () => l10n.t('A field must not stand here')),
  'collector/bad-format': rule('error', () => l10n.t('A value is written in the wrong way')),
  'collector/bad-key': rule('error', () => l10n.t('A key is written in the wrong way')),
  'collector/out-of-range': rule('error', () => l10n.t('A number is out of its range')),
  'collector/too-few': rule('error', () => l10n.t('A list has too few items'), { needsWhole: true }),
  'collector/duration-without-unit': rule('warning', () =>
    l10n.t('A duration without unit counts nanoseconds'),
  ),
  'collector/no-such-form': rule('error', () => l10n.t('A value fits none of its forms')),
  'collector/undefined-reference': rule('error', () => l10n.t('A component is named that is not defined'), {
    needsWhole: true,
  }),
  'collector/undefined-extension': rule(
    'warning',
    () => l10n.t('An extension is named that is not defined'),
    { needsWhole: true },
  ),
  'collector/extension-not-enabled': rule(
    'warning',
    () => l10n.t('An extension is not listed under service.extensions'),
    { needsWhole: true },
  ),
  'collector/unused-component': rule('hint', () => l10n.t('A component is defined and not used'), {
    needsWhole: true,
  }),
  'collector/ambiguous-id': rule('error', () => l10n.t('An id names a connector and another component')),
  'collector/bad-variable-name': rule('error', () =>
    l10n.t('A variable has a name that the collector refuses'),
  ),
  'collector/bare-dollar': rule('warning', () =>
    l10n.t('A dollar sign means something else in this release'),
  ),
  'collector/unset-variable': rule('warning', () => l10n.t('A variable is not set in the container')),
  'collector/unknown-provider': rule('error', () => l10n.t('ADOT has no such provider of values')),
  'collector/no-remote-write-endpoint': rule(
    'warning',
    () => l10n.t('A remote-write exporter has no endpoint'),
    { needsWhole: true },
  ),
  'collector/remote-write-path': rule('warning', () =>
    l10n.t('The endpoint does not end with /api/v1/remote_write'),
  ),
  'collector/remote-write-not-https': rule('warning', () => l10n.t('Samples go to AMP without TLS')),
  'collector/bad-endpoint': rule('error', () => l10n.t('An endpoint is malformed')),
  'collector/bad-workspace-id': rule('information', () => l10n.t('The id of the workspace looks wrong')),
  'collector/bad-region': rule('warning', () => l10n.t('The region in an endpoint is none')),
  'collector/region-mismatch': rule('warning', () =>
    l10n.t('sigv4auth signs for another region than the endpoint is in'),
  ),
  'collector/amp-without-sigv4': rule('warning', () => l10n.t('Requests to AMP are not signed'), {
    needsWhole: true,
  }),
  'collector/sigv4-service': rule('warning', () => l10n.t('sigv4auth signs for another service than AMP')),
  'collector/no-metadata': rule('information', () => l10n.t('AMP gets neither type nor help of metrics'), {
    needsWhole: true,
  }),
  'collector/batch-over-queue': rule('error', () => l10n.t('A batch does not fit into its queue')),
  'collector/empty-queue': rule('error', () => l10n.t('A queue is enabled and has no room')),
  'collector/strategy-needs-remote-write-2': rule('error', () =>
    l10n.t('The translation strategy needs remote write 2.0'),
  ),
  'collector/remote-write-2-gated': rule('error', () => l10n.t('Remote write 2.0 needs a feature gate')),
  'collector/batch-max-below-size': rule('error', () =>
    l10n.t('The largest batch is smaller than the usual one'),
  ),
  'collector/repeated-metadata-key': rule('error', () => l10n.t('A metadata key stands twice')),
  'collector/spike-over-limit': rule('error', () =>
    l10n.t('The spike of the memory limiter is not below its limit'),
  ),
  'collector/memory-limit-over-pod': rule('warning', () =>
    l10n.t('The memory limiter acts after the pod is killed'),
  ),
  'collector/go-memory-limit-below': rule('information', () =>
    l10n.t('GOMEMLIMIT and memory_limiter do not fit together'),
  ),
  'collector/retry-ends-early': rule('error', () => l10n.t('Retries end before their longest interval')),
  'collector/health-check-on-localhost': rule('warning', () =>
    l10n.t('health_check listens where probes cannot reach it'),
  ),
  'collector/otlp-on-localhost': rule('information', () =>
    l10n.t('The otlp receiver listens on localhost only'),
  ),
  'collector/otlp-without-protocol': rule('error', () => l10n.t('The otlp receiver has no protocol'), {
    needsWhole: true,
  }),
  'collector/port-taken-twice': rule('warning', () => l10n.t('Two components listen on one port')),
  'collector/debug-page-open': rule('warning', () => l10n.t('pprof or zpages is open to the network')),
  'collector/debug-detailed': rule('information', () => l10n.t('The debug exporter prints every sample')),
  'collector/telemetry-address': rule('warning', () =>
    l10n.t('telemetry.metrics.address has been replaced by readers'),
  ),
  'collector/no-telemetry-reader': rule('error', () => l10n.t('Own metrics have no reader'), {
    needsWhole: true,
  }),
  'collector/views-without-detailed': rule('error', () => l10n.t('Views need the level detailed')),
  'collector/filter-error-mode': rule('information', () =>
    l10n.t('The default of error_mode depends on the release'),
  ),
  'collector/detector-on-fargate': rule('information', () => l10n.t('A detector finds nothing on Fargate')),
  'collector/storage-on-fargate': rule('information', () =>
    l10n.t('File storage does not outlive its pod on Fargate'),
  ),
  'collector/receiver-of-other-place': rule('warning', () =>
    l10n.t('The receiver works elsewhere, not on EKS'),
  ),
  'collector/old-release': rule('warning', () =>
    l10n.t('The release is older than those that can be checked'),
  ),
  'collector/newer-release': rule('information', () =>
    l10n.t('The release is newer than those that are known'),
  ),
  'collector/other-distribution': rule('information', () => l10n.t('The image is no ADOT collector')),
};
