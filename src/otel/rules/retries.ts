import * as l10n from '@vscode/l10n';
import { entryOf, valueAt } from '../../manifest/yaml/yamlNode.ts';
import type { YamlNode } from '../../manifest/yaml/yamlNode.ts';
import type { Problem } from '../../problem.ts';
import { isAtLeast } from '../adotVersions.ts';
import { goDurationMs } from '../goDuration.ts';
import { numberOf, problemOf, refusal, settingOf } from './rule.ts';
import type { RuleContext } from './rule.ts';

/** The defaults of exporters, in milliseconds; remote write begins sooner. */
const defaults: Readonly<Record<string, number>> = { initial_interval: 5000, max_interval: 30_000 };

/** From this release on what is switched off is looked at too. */
const sinceAlways = '0.49.0';

function isSwitchedOff(context: RuleContext, retry: YamlNode): boolean {
  const enabled = valueAt(retry, 'enabled');
  return (
    enabled !== undefined &&
    settingOf(context, retry, 'enabled') !== 'true' &&
    !isAtLeast(context.version, sinceAlways)
  );
}

/** A number without a unit counts nanoseconds. */
function durationMs(context: RuleContext, retry: YamlNode, key: string): number | undefined {
  const bare = numberOf(context, retry, key);
  return bare === undefined ? goDurationMs(settingOf(context, retry, key) ?? '') : Math.trunc(bare) / 1e6;
}

function* outOfRange(context: RuleContext, retry: YamlNode): Iterable<Problem> {
  for (const key of ['initial_interval', 'max_interval', 'max_elapsed_time', 'multiplier']) {
    const node = valueAt(retry, key);
    const amount = key === 'multiplier' ? numberOf(context, retry, key) : durationMs(context, retry, key);
    if (node && amount !== undefined && amount < 0) {
      yield problemOf(
        'collector/out-of-range',
        refusal(context),
        node,
        l10n.t('{0} must not be less than 0.', key),
      );
    }
  }
  const factor = numberOf(context, retry, 'randomization_factor');
  const node = valueAt(retry, 'randomization_factor');
  if (node && factor !== undefined && (factor < 0 || factor > 1)) {
    yield problemOf(
      'collector/out-of-range',
      refusal(context),
      node,
      l10n.t('{0} must lie between 0 and 1.', 'randomization_factor'),
    );
  }
}

/**
 * Retries do not end before the first one or the longest pause.
 * https://github.com/open-telemetry/opentelemetry-collector/blob/main/config/configretry/backoff.go
 */
export function* retryIntervals(context: RuleContext): Iterable<Problem> {
  for (const { kind, type, value } of context.model.components) {
    const retry = kind === 'exporters' ? valueAt(value, 'retry_on_failure') : undefined;
    if (retry === undefined || isSwitchedOff(context, retry)) {
      continue;
    }
    yield* outOfRange(context, retry);
    const node = valueAt(retry, 'max_elapsed_time');
    const all = durationMs(context, retry, 'max_elapsed_time');
    if (node === undefined || all === undefined || all <= 0) {
      continue;
    }
    for (const key of ['initial_interval', 'max_interval']) {
      const written = valueAt(retry, key);
      const isEarly = key === 'initial_interval' && type.startsWith('prometheus');
      const one = written ? durationMs(context, retry, key) : isEarly ? 50 : defaults[key];
      if (one !== undefined && one > all && entryOf(retry, '<<') === undefined) {
        yield problemOf(
          'collector/retry-ends-early',
          refusal(context),
          node,
          written
            ? l10n.t('max_elapsed_time is less than {0}; the collector refuses the config.', key)
            : l10n.t(
                'max_elapsed_time is less than {0}, which is {1} by default; the collector refuses the config.',
                key,
                `${one / 1000}s`,
              ),
        );
        break;
      }
    }
  }
}
