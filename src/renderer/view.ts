import { chartKinds } from '../query/shown.ts';
import type { ChartKind, FromPage, Shown } from '../query/shown.ts';
import { chooseChart, possibleCharts } from './choice.ts';
import { clockIn } from './clock.ts';
import type { Content, Context, Memory } from './content.ts';
import { icon, make } from './dom.ts';
import { formatIn } from './format.ts';
import { createEmpty, createNotes } from './notes.ts';
import { composePicture, pngOf } from './picture.ts';
import { createContent } from './series.ts';
import { seriesDataOf } from './seriesData.ts';
import { extentOf } from './scale.ts';
import { sheet } from './style.ts';
import type { Company } from './sync.ts';
import { nameSeries, visibleText } from './text.ts';
import { readTheme } from './theme.ts';
import { unitOf } from './unit.ts';
import type { Unit } from './unit.ts';
import { wordsIn } from './words.ts';

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

export interface ViewOptions {
  company: Company;
  memory: Memory;
  send: ((message: FromPage) => void) | undefined;
  zoom: (shown: Shown, times: readonly [number, number] | undefined) => void;
}

/** Strokes on a grid of 16. */
const icons: Readonly<Record<ChartKind | 'save', string>> = {
  line: 'M1.5 12.5 5.5 7l3 3 6-7',
  stacked: 'M1.5 14V9l4-2.5 4 2 5-4V14zM1.5 5.5l4-2.5 4 2 5-3.5',
  bar: 'M3 14V8M8 14V3M13 14V6',
  heatmap: 'M2 2h4v4H2zM10 2h4v4h-4zM6 6h4v4H6zM2 10h4v4H2zM10 10h4v4h-4z',
  value: 'M4 5l2.5-2v10M10 13c-2 0-2-10 0-10s2 10 0 10z',
  table: 'M2 3h12v10H2zM2 6.5h12M2 10h12M6.5 3v10',
  save: 'M8 2v8M4.5 7 8 10.5 11.5 7M2.5 13.5h11',
};

/** Shows an answer in a shadow root, until it is disposed of. */
export function createView(root: ShadowRoot, shown: Shown, options: ViewOptions): View {
  const { about, answer } = shown;
  let theme = readTheme(root.host);
  const context = contextOf(shown, options, () => theme);
  const body = make('div', { class: 'body' });
  const extra = make('span', { class: 'extra' });
  const isEmpty = 'series' in answer.result && answer.result.series.length === 0;
  const state: { kind: ChartKind; content: Content | undefined } = {
    kind: chooseChart(shown),
    content: undefined,
  };
  const width = (): number => Math.max(200, body.clientWidth);
  const show = (kind: ChartKind): void => {
    state.content?.dispose();
    state.kind = kind;
    state.content = createContent(kind, context);
    body.replaceChildren(state.content.root);
    extra.replaceChildren(...state.content.tools);
    state.content.fit(width());
  };
  const title = visibleText(about.name ?? about.plan.query, 200);
  const picture = async (): Promise<string | undefined> => {
    const drawn = await state.content?.picture();
    return drawn && pngOf(composePicture(title, drawn, theme));
  };
  const toolbar = isEmpty ? undefined : toolbarOf(context, { state, show, extra, picture });
  const output = make('div', { class: 'output', lang: about.language }, toolbar, body, createNotes(context));
  root.adoptedStyleSheets = [sheet()];
  root.replaceChildren(output);
  if (isEmpty) {
    body.replaceChildren(createEmpty(context));
  } else {
    show(state.kind);
  }
  const resize = watchWidth(body, () => state.content?.fit(width()));
  return {
    cell: about.cell,
    hasFocus: () => root.activeElement !== null,
    focus: () => body.querySelector<HTMLElement>('.stage, .scroller')?.focus(),
    retheme: () => {
      theme = readTheme(root.host);
      state.content?.fit(width());
    },
    picture,
    dispose: () => {
      resize();
      state.content?.dispose();
      root.replaceChildren();
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
  const data = seriesDataOf(result);
  const extent = unit.kind === 'ratio' && data && 'values' in result ? extentOf(result.values) : undefined;
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

function toolbarOf(
  { shown, say, send }: Context,
  {
    state,
    show,
    extra,
    picture,
  }: {
    state: { kind: ChartKind };
    show: (kind: ChartKind) => void;
    extra: HTMLElement;
    picture: () => Promise<string | undefined>;
  },
): HTMLElement | undefined {
  const { cell, name } = shown.about;
  const possible = possibleCharts(shown.answer.result);
  const buttons = chartKinds
    .filter((kind) => possible.includes(kind))
    .map((kind) => {
      const button = make(
        'button',
        { type: 'button', role: 'radio', title: say(kind), 'aria-label': say(kind) },
        icon(icons[kind]),
      );
      button.addEventListener('click', () => {
        if (state.kind !== kind) {
          show(kind);
          mark();
          send?.({ kind: 'chart', cell, chart: kind });
        }
      });
      return { kind, button };
    });
  const mark = (): void =>
    buttons.forEach(({ kind, button }) => {
      button.setAttribute('aria-checked', String(kind === state.kind));
      button.tabIndex = kind === state.kind ? 0 : -1;
    });
  mark();
  const group = make(
    'div',
    { class: 'kinds', role: 'radiogroup', 'aria-label': say('chartKinds') },
    ...buttons.map(({ button }) => button),
  );
  group.addEventListener('keydown', (event) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const at = buttons.findIndex(({ kind }) => kind === state.kind);
    if (by !== undefined) {
      const next = buttons[(at + by + buttons.length) % buttons.length];
      next?.button.click();
      next?.button.focus();
      event.preventDefault();
      event.stopPropagation();
    }
  });
  const save =
    send &&
    make(
      'button',
      { type: 'button', title: say('savePicture'), 'aria-label': say('savePicture') },
      icon(icons.save),
    );
  save?.addEventListener('click', () => {
    void picture().then(
      (base64) =>
        base64 !== undefined &&
        send?.({ kind: 'save', cell, name: `${fileName(name)}.png`, mime: 'image/png', base64 }),
    );
  });
  return make('div', { class: 'toolbar' }, buttons.length > 1 ? group : undefined, extra, save);
}

function fileName(name: string | undefined): string {
  return (name ?? '').replaceAll(/[^\w-]+/g, '_').slice(0, 60) || 'chart';
}
