import { isolated, make } from '../parts/dom.ts';
import { chosenSeries } from './isolate.ts';
import type { Say } from '../wording/words.ts';

export interface LegendOptions {
  count: number;
  /** Those that are seen at first. */
  shown: readonly number[];
  nameOf: (series: number) => string;
  colorOf: (series: number) => string;
  /** The series to be seen from now on. */
  changed: (shown: readonly number[]) => void;
  say: Say;
}

export interface Legend {
  readonly root: HTMLElement;
  /** Builds it when that is wanted for the first time. */
  open(isOpen: boolean): void;
  focus(): void;
  repaint(): void;
}

/** So many entries at most: the table has all. */
const maxEntries = 300;

/** Names and colours of the series, each a button that shows it alone. */
export function createLegend(options: LegendOptions): Legend {
  const { count, colorOf, changed, say } = options;
  const root = make('div', { class: 'legend', role: 'group', 'aria-label': say('legend'), hidden: true });
  const buttons: HTMLButtonElement[] = [];
  let { shown } = options;
  const refresh = (): void => {
    const seen = new Set(shown);
    buttons.forEach((button, series) => button.setAttribute('aria-pressed', String(seen.has(series))));
  };
  const clicked = (series: number, isToggle: boolean): void => {
    shown = chosenSeries(shown, { clicked: series, isToggle, count });
    refresh();
    changed(shown);
  };
  return {
    root,
    open: (isOpen) => {
      if (isOpen && buttons.length === 0) {
        buttons.push(...entriesOf(options, clicked));
        root.append(...buttons, ...(count > maxEntries ? [moreOf(options)] : []));
        root.addEventListener('keydown', (event) => stepBetween(buttons, event));
        refresh();
      }
      root.hidden = !isOpen;
    },
    focus: () => buttons[0]?.focus(),
    repaint: () =>
      buttons.forEach((button, series) => {
        const swatch = button.firstElementChild as HTMLElement;
        swatch.style.backgroundColor = colorOf(series);
      }),
  };
}

function entriesOf(
  { count, nameOf, colorOf, say }: LegendOptions,
  clicked: (series: number, isToggle: boolean) => void,
): HTMLButtonElement[] {
  return Array.from({ length: Math.min(count, maxEntries) }, (_, series) => {
    const swatch = make('span', { class: 'swatch' });
    swatch.style.backgroundColor = colorOf(series);
    const hint = { type: 'button', title: say('legendHint') };
    const button = make('button', hint, swatch, isolated(nameOf(series)));
    button.addEventListener('click', ({ ctrlKey, metaKey, shiftKey }) =>
      clicked(series, ctrlKey || metaKey || shiftKey),
    );
    return button;
  });
}

function moreOf({ count, say }: LegendOptions): HTMLElement {
  return make('span', { class: 'quiet' }, say('andMore', String(count - maxEntries)));
}

/** Arrow keys go from entry to entry; Ctrl+Enter is what Ctrl+click is. */
function stepBetween(buttons: readonly HTMLButtonElement[], event: KeyboardEvent): void {
  const at = buttons.indexOf(event.target as HTMLButtonElement);
  const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (by !== undefined) {
    buttons[at + by]?.focus();
  } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    buttons[at]?.dispatchEvent(new MouseEvent('click', { bubbles: true, ctrlKey: true }));
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}
