import * as l10n from '@vscode/l10n';
import { codeSpan } from '../markdown.ts';
import type { MetricSource, SeriesFilter } from '../metricSource.ts';
import { patient } from '../patient.ts';

interface Asking {
  signal: AbortSignal;
  language: string;
}

/** A text as Markdown shows code: as it is, on one line, cut where it is long. */
export function code(text: string): string {
  return codeSpan(text.replace(/\s+/g, ' ').slice(0, 300));
}

/** What a server says, as Markdown that shows it as it is. */
export function plainMarkdown(text: string): string {
  return text.slice(0, 2_000).replace(/[\\`*_{}[\]()#+!|<>&~$-]/g, String.raw`\$&`);
}

/** Type, unit and help of a metric, how many series a selector finds and what the first of them was last. `undefined` where none of it is known. */
export async function metricMarkdown(
  name: string,
  filter: SeriesFilter,
  source: MetricSource,
  { signal, language }: Asking,
): Promise<string | undefined> {
  const { type, unit, help } = source.metrics().facts(name) ?? {};
  const glance = filter === undefined ? undefined : await patient(source.glance(filter, signal), signal);
  const kind = [type, unit].filter((one) => one !== undefined && one !== '').join(', ');
  const number = new Intl.NumberFormat(language, { maximumSignificantDigits: 6 });
  const counted =
    glance === undefined
      ? undefined
      : glance.last === undefined
        ? l10n.t('Series now: {0}', number.format(glance.series))
        : l10n.t(
            'Series now: {0}. Last value of the first: {1}',
            number.format(glance.series),
            number.format(glance.last),
          );
  const more = [
    ...(help === undefined || help === '' ? [] : [plainMarkdown(help)]),
    ...(counted === undefined ? [] : [counted]),
  ];
  const heading = `${code(name)}${kind === '' ? '' : ` — ${plainMarkdown(kind)}`}`;
  return kind === '' && more.length === 0 ? undefined : [heading, ...more].join('\n\n');
}

const someValues = 12;

/** A label with some of the values that it has in the series of a selector. */
export async function labelMarkdown(
  label: string,
  filter: SeriesFilter,
  source: MetricSource,
  { signal, language }: Asking,
): Promise<string> {
  const values = (await patient(source.labelValues(label, filter, signal), signal)) ?? [];
  const heading = l10n.t('Label {0}', code(label));
  if (values.length === 0) {
    return heading;
  }
  const some = values.slice(0, someValues).map(code).join(', ');
  const count = new Intl.NumberFormat(language).format(values.length);
  return `${heading}\n\n${l10n.t('Values ({0}): {1}', count, some)}${values.length > someValues ? ', …' : ''}`;
}
