import type { ChartKind, FromPage, Shown } from '../query/shown.ts';
import { chooseChart } from './data/choice.ts';
import { clockIn } from './wording/clock.ts';
import type { Content, Context, Memory } from './parts/content.ts';
import { make } from './parts/dom.ts';
import { formatIn } from './wording/format.ts';
import { createEmpty, createNotes } from './parts/notes.ts';
import { composePicture, pngOf } from './parts/picture.ts';
import { createContent } from './charts/series.ts';
import { extentOf } from './data/scale.ts';
import { sheet } from './look/style.ts';
import type { Company } from './parts/sync.ts';
import { nameSeries, visibleText } from './wording/text.ts';
import { readTheme } from './look/theme.ts';
import { createToolbar } from './parts/toolbar.ts';
import { unitOf } from './wording/unit.ts';
import type { Unit } from './wording/unit.ts';
import { wordsIn } from './wording/words.ts';

const leastWidth = 200;

/** An output of a cell, as long as it is on the page. */
export interface View {
  readonly cell: string;
  /** Whether the keyboard's focus is in it. */
  hasFocus(): boolean;
  focus(): void;
  retheme(): void;
  /** As a PNG file in Base64; `undefined` when there is nothing to see. */
  picture(): Promise<string | undefined>;
  dispose(): void;
}

interface Middle {
  readonly toolbar: HTMLElement;
  readonly body: HTMLElement;
  start(): void;
  fit(): void;
  picture(): Promise<string | undefined>;
  dispose(): void;
}

export interface ViewOptions {
  company: Company;
  memory: Memory;
  send: ((message: FromPage) => void) | undefined;
  zoom: (shown: Shown, times: readonly [number, number] | undefined) => void;
}

/** Shows an answer in a shadow root, until it is disposed of. */
export function createView(root: ShadowRoot, shown: Shown, options: ViewOptions): View {
  const { about, answer } = shown;
  let theme = readTheme(root.host);
  const context = contextOf(shown, options, () => theme);
  const isEmpty = 'series' in answer.result && answer.result.series.length === 0;
  const middle = isEmpty ? undefined : createMiddle(context);
  root.adoptedStyleSheets = [sheet()];
  root.replaceChildren(
    make(
      'div',
      { class: 'output', lang: about.language },
      ...(middle ? [middle.toolbar, middle.body] : [createEmpty(context)]),
      createNotes(context),
    ),
  );
  // What is drawn asks how wide it may be.
  middle?.start();
  return {
    cell: about.cell,
    hasFocus: () => root.activeElement !== null,
    focus: () => root.querySelector<HTMLElement>('.stage, .scroller')?.focus(),
    retheme: () => {
      theme = readTheme(root.host);
      middle?.fit();
    },
    picture: () => middle?.picture() ?? Promise.resolve(undefined),
    dispose: () => {
      middle?.dispose();
      root.replaceChildren();
    },
  };
}

/** The chart of a result, and the toolbar that changes it. */
function createMiddle(context: Context): Middle {
  const { shown, theme } = context;
  const body = make('div', { class: 'body' });
  const extra = make('span', { class: 'extra' });
  let content: Content | undefined;
  const fit = (): void => content?.fit(Math.max(leastWidth, body.clientWidth));
  const show = (kind: ChartKind): void => {
    content?.dispose();
    content = createContent(kind, context);
    body.replaceChildren(content.root);
    extra.replaceChildren(...content.tools);
    fit();
  };
  const title = visibleText(shown.about.name ?? shown.about.plan.query, 200);
  const picture = async (): Promise<string | undefined> => {
    const drawn = await content?.picture();
    return drawn && pngOf(composePicture(title, drawn, theme()));
  };
  const kind = chooseChart(shown);
  const stop = watchWidth(body, fit);
  return {
    ...{ body, fit, picture, toolbar: createToolbar(context, { kind, show, extra, picture }) },
    start: () => show(kind),
    dispose: () => {
      stop();
      content?.dispose();
    },
  };
}

function contextOf(
  shown: Shown,
  { company, memory, send, zoom }: ViewOptions,
  theme: Context['theme'],
): Context {
  const { about, answer } = shown;
  const say = wordsIn(about.language);
  const clock = clockIn(about.timezone, about.language);
  const unit = sensibleUnit(unitOf(about.plan.query, about.unit), shown);
  return {
    ...{ shown, say, clock, unit, theme, company, memory, send },
    format: formatIn(unit, { language: about.language, clock, say }),
    nameOf: nameSeries('series' in answer.result ? answer.result.series : [], about.name ?? about.plan.query),
    zoom: (times) => zoom(shown, times),
  };
}

/** One thing per another is a share only as long as it is not far more than the whole. */
function sensibleUnit(unit: Unit, { answer: { result } }: Shown): Unit {
  const extent = unit.kind === 'ratio' && 'values' in result ? extentOf(result.values) : undefined;
  return extent && Math.max(-extent[0], extent[1]) > 10 ? { kind: 'plain', isPerSecond: false } : unit;
}

/** Calls back when the width changed, but not for the first time. */
function watchWidth(element: HTMLElement, changed: () => void): () => void {
  let known = element.clientWidth;
  const observer = new ResizeObserver(() => {
    if (element.clientWidth !== known && element.clientWidth > 0) {
      known = element.clientWidth;
      changed();
    }
  });
  observer.observe(element);
  return () => observer.disconnect();
}
