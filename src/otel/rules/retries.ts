import * as l10n from '@vscode/l10n';
import { entryOf, valueAt } from '../../manifest/yamlNode.ts';
import type { Problem } from '../../problem.ts';
import { goDurationMs } from '../goDuration.ts';
import { problemOf, refusal, settingOf } from './rule.ts';
import type { RuleContext } from './rule.ts';

/** The defaults of exporters, in milliseconds; remote write begins sooner. */
const defaults: Readonly<Record<string, number>> = { initial_interval: 5000, max_interval: 30_000 };

/**
 * Retries do not end before the first one or the longest pause.
 * https://github.com/open-telemetry/opentelemetry-collector/blob/main/config/configretry/backoff.go
 */
export function* retryIntervals(context: RuleContext): Iterable<Problem> {
  for (const { kind, type, value } of context.model.components) {
    const retry = kind === 'exporters' ? valueAt(value, 'retry_on_failure') : undefined;
    const node = valueAt(retry, 'max_elapsed_time');
    const all = goDurationMs(settingOf(context, retry, 'max_elapsed_time') ?? '');
    if (node === undefined || all === undefined || all <= 0) {
      continue;
    }
    for (const key of ['initial_interval', 'max_interval']) {
      const written = valueAt(retry, key);
      const isEarly = key === 'initial_interval' && type.startsWith('prometheus');
      const one = written ? goDurationMs(settingOf(context, retry, key) ?? '') : isEarly ? 50 : defaults[key];
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
