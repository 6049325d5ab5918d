import * as l10n from '@vscode/l10n';
import { entryOf, itemsOf, resolved } from '../../manifest/yaml/yamlNode.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../../manifest/yaml/yamlNode.ts';
import type { Problem, Span } from '../../problem.ts';
import { placeOf } from './job.ts';
import { refusal } from './report.ts';

/**
 * What Prometheus can do and the receiver cannot: it neither stores nor alerts.
 * https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/receiver/prometheusreceiver#unsupported-features
 */
export function* checkSections(config: YamlNode): Iterable<Problem> {
  const alerting = entryOf(config, 'alerting')?.value;
  const sections: readonly (readonly [string, YamlEntry | undefined])[] = [
    ['remote_write', entryOf(config, 'remote_write')],
    ['remote_read', entryOf(config, 'remote_read')],
    ['rule_files', entryOf(config, 'rule_files')],
    ['alerting.alertmanagers', entryOf(alerting, 'alertmanagers')],
    ['alerting.alert_relabel_configs', entryOf(alerting, 'alert_relabel_configs')],
  ];
  for (const [name, entry] of sections) {
    if (entry && itemsOf(entry.value).length > 0) {
      yield refusal('prometheus/unsupported-section', adviceFor(name), entry.key);
    }
  }
}

function adviceFor(name: string): string {
  return name === 'remote_write'
    ? l10n.t(
        'The receiver refuses remote_write. Send metrics on with the exporter prometheusremotewrite in a pipeline.',
      )
    : l10n.t(
        'The receiver refuses {0}. Rules and alerts belong to the workspace, not to the collector.',
        name,
      );
}

/**
 * The receiver needs jobs, or a target allocator that gives it some.
 * https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/receiver/prometheusreceiver/config.go
 */
export function* checkThereAreJobs(config: YamlMap): Iterable<Problem> {
  const isEmpty = (field: string): boolean => {
    const value = resolved(entryOf(config, field)?.value);
    return (
      value === undefined ||
      (value.kind === 'scalar' && value.value === null) ||
      (value.kind === 'sequence' && value.items.length === 0)
    );
  };
  if (isEmpty('scrape_configs') && isEmpty('scrape_config_files')) {
    yield nothingToScrape(entryOf(config, 'scrape_configs')?.key ?? placeOf(config));
  }
}

/** What the receiver says when it has neither jobs nor anybody to give it some. */
export function nothingToScrape(span: Span): Problem {
  return refusal(
    'prometheus/nothing-to-scrape',
    l10n.t('The receiver has nothing to scrape: scrape_configs lists no job.'),
    span,
  );
}
