import type { Context } from './content.ts';
import { make } from './dom.ts';
import { formatIn } from '../wording/format.ts';
import { extentOf } from '../data/scale.ts';
import { visibleText } from '../wording/text.ts';
import { tokensOf } from '../wording/queryTokens.ts';

const maxMessages = 20;
const maxMessage = 600;

/** Below a result: what the server warns of, and what the query took. */
export function createNotes(context: Context): HTMLElement {
  const { shown, say } = context;
  const { result, warnings, infos } = shown.answer;
  const message = (kind: 'warning' | 'info', text: string): HTMLElement =>
    make(
      'p',
      { class: kind },
      make('strong', {}, say(kind)),
      ' ',
      make('bdi', {}, visibleText(text, maxMessage)),
    );
  const left = warnings.length + infos.length - maxMessages;
  const isBlank =
    'series' in result &&
    result.series.length > 0 &&
    result.histograms.length === 0 &&
    !extentOf(result.values);
  return make(
    'div',
    { class: 'notes' },
    ...[
      ...warnings.map((text) => message('warning', text)),
      ...infos.map((text) => message('info', text)),
    ].slice(0, maxMessages),
    left > 0 ? make('p', { class: 'quiet' }, say('andMore', String(left))) : undefined,
    isBlank ? make('p', {}, say('noNumbers')) : undefined,
    make('p', { class: 'quiet' }, statsOf(context).join(' · ')),
  );
}

function statsOf({ shown: { answer, about }, say, clock }: Context): string[] {
  const { result, stats } = answer;
  const whole = (count: number): string => count.toLocaleString(about.language);
  const seconds = formatIn({ kind: 'seconds', isPerSecond: false }, { language: about.language, clock, say });
  return [
    ...('series' in result ? [say('seriesCount', whole(result.series.length))] : []),
    ...(stats
      ? [stats.totalSamples === 1 ? say('oneSample') : say('samples', whole(stats.totalSamples))]
      : []),
    ...(about.dollars !== undefined && about.dollars > 0 ? [dollars(about.dollars, { say, about })] : []),
    ...(about.tookMs === undefined ? [] : [say('took', seconds(about.tookMs / 1000))]),
    ...(about.plan.kind === 'range' ? [say('resolution', seconds(about.plan.step))] : []),
  ];
}

/** Whole cents: nobody counts with less. */
function dollars(
  amount: number,
  { say, about: { language } }: Pick<Context, 'say'> & Pick<Context['shown'], 'about'>,
): string {
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  return amount < 0.01
    ? say('lessThanDollars', (0.01).toLocaleString(language, digits))
    : say('dollars', amount.toLocaleString(language, digits));
}

/** Instead of a chart that would show nothing: why that may be, and what to try. */
export function createEmpty({ shown: { about }, say, clock }: Context): HTMLElement {
  const { plan } = about;
  const hasComparison = tokensOf(plan.query).some(({ text }) => /^(==|!=|<=?|>=?)$/.test(text));
  const when =
    plan.kind === 'range'
      ? say('emptyRange', clock.format(plan.start, plan.step), clock.format(plan.end, plan.step))
      : say('emptyInstant', clock.format(plan.time, 1));
  return make(
    'div',
    { class: 'empty' },
    make('p', {}, when),
    make('p', { class: 'quiet' }, say(hasComparison ? 'emptyComparison' : 'emptyHint')),
  );
}
