import { chartKinds } from '../../query/shown.ts';
import type { ChartKind } from '../../query/shown.ts';
import { possibleCharts } from '../data/choice.ts';
import type { Context } from './content.ts';
import { icon, make } from './dom.ts';

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

export interface ToolbarOptions {
  kind: ChartKind;
  /** Shows the result as another kind of chart. */
  show: (kind: ChartKind) => void;
  /** Where the chart's own tools go. */
  extra: HTMLElement;
  picture: () => Promise<string | undefined>;
}

/** The kinds of chart to choose from, the tools of the chart, and saving. */
export function createToolbar(context: Context, { kind, show, extra, picture }: ToolbarOptions): HTMLElement {
  return make(
    'div',
    { class: 'toolbar' },
    createKinds(context, kind, show),
    extra,
    createSave(context, picture),
  );
}

function createKinds(
  { shown, say, send }: Context,
  first: ChartKind,
  show: (kind: ChartKind) => void,
): HTMLElement | undefined {
  const possible = possibleCharts(shown.answer.result);
  const kinds = chartKinds.filter((kind) => possible.includes(kind));
  if (kinds.length < 2) {
    return undefined;
  }
  const state = { kind: first };
  const buttons = kinds.map((kind) => {
    const label = say(kind);
    const look = { type: 'button', role: 'radio', title: label, 'aria-label': label };
    return make('button', look, icon(icons[kind]));
  });
  const choose = (kind: ChartKind): void => {
    if (kind !== state.kind) {
      state.kind = kind;
      show(kind);
      markButtons(buttons, kinds.indexOf(kind));
      send?.({ kind: 'chart', cell: shown.about.cell, chart: kind });
    }
  };
  kinds.forEach((kind, index) => buttons[index]?.addEventListener('click', () => choose(kind)));
  markButtons(buttons, kinds.indexOf(first));
  const group = { class: 'kinds', role: 'radiogroup', 'aria-label': say('chartKinds') };
  const root = make('div', group, ...buttons);
  root.addEventListener('keydown', (event) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (by !== undefined) {
      const next = buttons[(kinds.indexOf(state.kind) + by + kinds.length) % kinds.length];
      next?.click();
      next?.focus();
      event.preventDefault();
      event.stopPropagation();
    }
  });
  return root;
}

/** Tab leads to the one that is chosen; arrows go on from there. */
function markButtons(buttons: readonly HTMLButtonElement[], chosen: number): void {
  buttons.forEach((button, index) => {
    button.setAttribute('aria-checked', String(index === chosen));
    button.tabIndex = index === chosen ? 0 : -1;
  });
}

function createSave(
  { shown, say, send }: Context,
  picture: () => Promise<string | undefined>,
): HTMLElement | undefined {
  if (send === undefined) {
    return undefined;
  }
  const { cell, name = '' } = shown.about;
  const label = say('savePicture');
  const button = make('button', { type: 'button', title: label, 'aria-label': label }, icon(icons.save));
  const fileName = `${name.replaceAll(/[^\w-]+/g, '_').slice(0, 60) || 'chart'}.png`;
  button.addEventListener('click', () => {
    void picture().then(
      (base64) =>
        base64 !== undefined && send({ kind: 'save', cell, name: fileName, mime: 'image/png', base64 }),
    );
  });
  return button;
}
