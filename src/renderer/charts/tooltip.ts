import { isolated, make } from '../parts/dom.ts';
import type { Tip } from './marks.ts';

export interface Tooltip {
  readonly root: HTMLElement;
  /** Beside a place of the element that it lies in, in pixels; nothing without a tip or a place. */
  show(tip: Tip | undefined, place: { left: number; top: number } | undefined): void;
}

const away = 14;

/** What lies under the crosshair, in words. */
export function createTooltip(): Tooltip {
  const root = make('div', { class: 'tooltip', hidden: true });
  return {
    root,
    show: (tip, place) => {
      const around = root.parentElement;
      root.hidden = tip === undefined || place === undefined || around === null;
      if (!tip || !place || !around) {
        return;
      }
      root.replaceChildren(
        make('div', { class: 'tipTitle' }, tip.title),
        ...tip.entries.map(entryOf),
        ...(tip.note === undefined ? [] : [make('div', { class: 'quiet' }, tip.note)]),
      );
      const { clientWidth: width, clientHeight: height } = around;
      const isLeft = place.left > width / 2;
      root.style.left = isLeft ? '' : `${place.left + away}px`;
      root.style.right = isLeft ? `${width - place.left + away}px` : '';
      // What hangs out of the output is cut off.
      root.style.top = `${Math.max(0, Math.min(place.top - away, height - root.offsetHeight))}px`;
    },
  };
}

function entryOf({ color, name, value, isNearest }: Tip['entries'][number]): HTMLElement {
  const swatch = make('span', { class: 'swatch' });
  swatch.style.backgroundColor = color;
  const row = make(
    'div',
    { class: isNearest ? 'tipRow nearest' : 'tipRow' },
    swatch,
    isolated(name, 'tipName'),
  );
  row.append(make('span', { class: 'tipValue' }, value));
  return row;
}

/** The nearest entry as one sentence, for screen readers. */
export function spoken({ title, entries }: Tip): string {
  const nearest = entries.find(({ isNearest }) => isNearest) ?? entries[0];
  return nearest === undefined ? title : `${title}, ${nearest.name}: ${nearest.value}`;
}
