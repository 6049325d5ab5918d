import * as l10n from '@vscode/l10n';
import { nearest } from '../../manifest/schema/nearest.ts';
import { entryOf, itemsOf, resolved } from '../../manifest/yaml/yamlNode.ts';
import type { YamlNode } from '../../manifest/yaml/yamlNode.ts';
import type { Problem } from '../../problem.ts';
import type { PrometheusDialect } from './dialect.ts';
import { durationOf, isSaid, scalarText } from './job.ts';
import type { ScrapeJob } from './job.ts';
import { isLabelName } from './names.ts';
import { refusal } from './report.ts';

const defaultIntervalMs = 60_000;

/** Each job has a name of its own. https://prometheus.io/docs/prometheus/latest/configuration/configuration/#scrape_config */
export function* checkJobNames(jobs: readonly ScrapeJob[]): Iterable<Problem> {
  const first = new Map<string, ScrapeJob>();
  for (const job of jobs) {
    const entry = entryOf(job.node, 'job_name');
    if (!isSaid(entry?.value, true)) {
      yield refusal(
        'prometheus/job-name-missing',
        l10n.t(
          'This job has no job_name. It becomes the label job of all its series, and Prometheus asks for it.',
        ),
        entry?.key ?? job.place,
      );
    }
    const other = job.name === undefined ? undefined : first.get(job.name);
    if (job.name !== undefined && other === undefined) {
      first.set(job.name, job);
    } else if (other !== undefined) {
      const before = entryOf(other.node, 'job_name')?.value ?? other.place;
      yield refusal(
        'prometheus/duplicate-job-name',
        l10n.t('There is a job “{0}” already. Names of jobs must differ.', job.name ?? ''),
        entry?.value ?? job.place,
        { related: [{ message: l10n.t('The first job of this name'), span: spanOf(before) }] },
      );
    }
  }
}

/** Null items are refused wherever Prometheus has lists of sections. */
export function* checkEmptyJobs(config: YamlNode): Iterable<Problem> {
  for (const item of itemsOf(entryOf(config, 'scrape_configs')?.value)) {
    const value = resolved(item);
    if (value?.kind === 'scalar' && value.value === null) {
      yield refusal('prometheus/empty-section', l10n.t('This job is empty, which Prometheus refuses.'), item);
    }
  }
}

/**
 * A scrape may not take longer than the time between two of them; what a job does not say it has from `global`.
 * https://github.com/prometheus/prometheus/blob/main/config/config.go
 */
export function* checkIntervals(config: YamlNode, jobs: readonly ScrapeJob[]): Iterable<Problem> {
  const global = entryOf(config, 'global')?.value;
  const globalEntry = entryOf(global, 'scrape_interval');
  const globalInterval = durationOf(globalEntry) || defaultIntervalMs;
  const isKnown = !isSaid(globalEntry?.value, true) || durationOf(globalEntry) !== undefined;
  const globalTimeout = entryOf(global, 'scrape_timeout');
  if (isKnown && (durationOf(globalTimeout) ?? 0) > globalInterval) {
    yield tooLong(globalTimeout?.value ?? config);
  }
  for (const { node } of jobs) {
    const entry = entryOf(node, 'scrape_interval');
    const own = durationOf(entry);
    const timeout = entryOf(node, 'scrape_timeout');
    const interval = !isSaid(entry?.value, true) || own === 0 ? (isKnown ? globalInterval : undefined) : own;
    if (interval !== undefined && (durationOf(timeout) ?? 0) > interval) {
      yield tooLong(timeout?.value ?? node);
    }
  }
}

function tooLong(span: YamlNode): Problem {
  return refusal(
    'prometheus/timeout-above-interval',
    l10n.t('scrape_timeout is longer than scrape_interval (1m unless it is set). Prometheus refuses that.'),
    span,
  );
}

const protocols = [
  ...['PrometheusProto', 'OpenMetricsText1.0.0', 'OpenMetricsText0.0.1'],
  ...['PrometheusText1.0.0', 'PrometheusText0.0.4'],
];

/** Protocols are offered in an order, each once, and one at least. */
export function* checkProtocols(
  config: YamlNode,
  jobs: readonly ScrapeJob[],
  dialect: PrometheusDialect,
): Iterable<Problem> {
  const known = dialect.dotMatchesNewline ? protocols : protocols.filter((one) => one !== newProtocol);
  for (const section of [entryOf(config, 'global')?.value, ...jobs.map(({ node }) => node)]) {
    const list = resolved(entryOf(section, 'scrape_protocols')?.value);
    const seen = new Set<string>();
    if (list?.kind === 'sequence' && list.items.length === 0) {
      yield refusal(
        'prometheus/scrape-protocols',
        l10n.t('scrape_protocols is empty. Leave it out for the usual ones.'),
        list,
      );
    }
    for (const item of itemsOf(list)) {
      const name = scalarText(item)?.toLowerCase();
      if (name !== undefined && seen.has(name)) {
        yield refusal('prometheus/scrape-protocols', l10n.t('This protocol is in the list twice.'), item);
      }
      seen.add(name ?? '');
      yield* unknownProtocol(item, known);
    }
    const fallback = entryOf(section, 'fallback_scrape_protocol')?.value;
    if (isSaid(fallback)) {
      yield* unknownProtocol(fallback, known);
    }
  }
}

/** Since Prometheus 3. */
const newProtocol = 'PrometheusText1.0.0';

function* unknownProtocol(node: YamlNode | undefined, known: readonly string[]): Iterable<Problem> {
  const name = scalarText(node);
  if (node !== undefined && name !== undefined && !known.includes(name)) {
    const meant = nearest(name, known);
    const fixes = meant && [
      { title: l10n.t('Change to “{0}”', meant), edits: [{ ...spanOf(node), text: meant }] },
    ];
    yield refusal(
      'prometheus/scrape-protocols',
      l10n.t('There is no protocol “{0}”. Protocols are: {1}.', name, known.join(', ')),
      node,
      fixes ? { fixes } : {},
    );
  }
}

const escapings = ['allow-utf-8', 'underscores', 'dots', 'values'];
const validations = ['utf8', 'legacy'];

/**
 * With legacy names metrics cannot be asked for under names of UTF-8 (Prometheus 3.5 and later, where jobs choose).
 * https://prometheus.io/docs/guides/utf8/
 */
export function* checkNameSchemes(
  config: YamlNode,
  jobs: readonly ScrapeJob[],
  dialect: PrometheusDialect,
): Iterable<Problem> {
  if (!dialect.jobsChooseNames) {
    return;
  }
  const global = entryOf(config, 'global')?.value;
  for (const section of [global, ...jobs.map(({ node }) => node)]) {
    const validation = entryOf(section, 'metric_name_validation_scheme')?.value;
    const scheme = isSaid(validation) ? scalarText(validation) : undefined;
    if (validation !== undefined && scheme !== undefined && !validations.includes(scheme)) {
      yield refusal(
        'prometheus/name-schemes',
        l10n.t('There are no names “{0}”. There are: {1}.', scheme, validations.join(', ')),
        validation,
      );
    }
    const value = entryOf(section, 'metric_name_escaping_scheme')?.value;
    const name = isSaid(value) ? scalarText(value) : undefined;
    if (value !== undefined && name !== undefined && !escapings.includes(name)) {
      yield refusal(
        'prometheus/name-schemes',
        l10n.t('There is no escaping “{0}”. There are: {1}.', name, escapings.join(', ')),
        value,
      );
    }
  }
  const of = (node: YamlNode | undefined, field: string): string | undefined =>
    scalarText(entryOf(node, field)?.value) || undefined;
  for (const { node, place } of jobs) {
    const own = of(node, 'metric_name_validation_scheme');
    const scheme = own ?? of(global, 'metric_name_validation_scheme');
    const escaping =
      of(node, 'metric_name_escaping_scheme') ??
      (own === undefined ? of(global, 'metric_name_escaping_scheme') : undefined);
    if (scheme === 'legacy' && escaping === 'allow-utf-8') {
      yield refusal(
        'prometheus/name-schemes',
        l10n.t('With legacy names of metrics the escaping cannot be allow-utf-8.'),
        entryOf(node, 'metric_name_escaping_scheme')?.value ?? place,
      );
    }
  }
}

/** Names of labels that all series get. */
export function* checkExternalLabels(config: YamlNode, dialect: PrometheusDialect): Iterable<Problem> {
  const global = entryOf(config, 'global')?.value;
  const isLegacy = scalarText(entryOf(global, 'metric_name_validation_scheme')?.value) === 'legacy';
  const scheme = isLegacy && dialect.jobsChooseNames ? 'legacy' : dialect.names;
  const labels = resolved(entryOf(global, 'external_labels')?.value);
  for (const { key } of labels?.kind === 'map' ? labels.entries : []) {
    const name = scalarText(key);
    if (name !== undefined && !isLabelName(name, scheme)) {
      yield refusal(
        'prometheus/invalid-label-name',
        l10n.t('“{0}” is not a valid name of a label.', name),
        key,
      );
    }
  }
}

function spanOf({ start, end }: { start: number; end: number }): { start: number; end: number } {
  return { start, end };
}
