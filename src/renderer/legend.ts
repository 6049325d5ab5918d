import { isolated, make } from './dom.ts';
import { chosenSeries } from './isolate.ts';
import type { Say } from './words.ts';

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
  readonly shown: readonly number[];
  /** Builds it when that is wanted for the first time. */
  open(isOpen: boolean): void;
  focus(): void;
  repaint(): void;
}

/** So many entries at most: the table has all. */
const maxEntries = 300;

/** Names and colours of the series, each a button that shows it alone. */
export function createLegend({ count, shown: seen, nameOf, colorOf, changed, say }: LegendOptions): Legend {
  const root = make('div', { class: 'legend', role: 'group', 'aria-label': say('legend'), hidden: true });
  const state = { shown: seen, isBuilt: false };
  const buttons: HTMLButtonElement[] = [];
  const refresh = (): void => {
    const shown = new Set(state.shown);
    buttons.forEach((button, series) => button.setAttribute('aria-pressed', String(shown.has(series))));
  };
  const build = (): void => {
    state.isBuilt = true;
    for (let series = 0; series < Math.min(count, maxEntries); series += 1) {
      const swatch = make('span', { class: 'swatch' });
      swatch.style.backgroundColor = colorOf(series);
      const button = make(
        'button',
        { type: 'button', title: say('legendHint') },
        swatch,
        isolated(nameOf(series)),
      );
      button.addEventListener('click', ({ ctrlKey, metaKey, shiftKey }) => {
        const isToggle = ctrlKey || metaKey || shiftKey;
        state.shown = chosenSeries(state.shown, { clicked: series, isToggle, count });
        refresh();
        changed(state.shown);
      });
      buttons.push(button);
    }
    root.append(...buttons);
    if (count > maxEntries) {
      root.append(make('span', { class: 'quiet' }, say('andMore', String(count - maxEntries))));
    }
    root.addEventListener('keydown', (event) => stepBetween(buttons, event));
    refresh();
  };
  return {
    root,
    get shown() {
      return state.shown;
    },
    open: (isOpen) => {
      if (isOpen && !state.isBuilt) {
        build();
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
