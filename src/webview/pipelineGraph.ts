// The page of the pipeline graph: shows the picture that the extension draws, and tells it what a person wants.
import type { ToGraph, FromGraph } from '../graph/messages.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: FromGraph): void;
  setState(state: object): void;
};

const vscode = acquireVsCodeApi();
const picture = find<HTMLElement>('.picture');
const choice = find<HTMLSelectElement>('select');
const name = find<HTMLElement>('.name');
const zooms = [0.4, 0.5, 0.65, 0.8, 1, 1.25, 1.5, 2, 3];

/** `focused` is the key of the box that Tab leads to. Until a person zooms, the whole width is shown. */
const view: { zoom: number; isFitted: boolean; focused?: string } = { zoom: 1, isFitted: true };

function find<T extends Element>(selector: string): T {
  const found = document.querySelector<T>(selector);
  if (!found) {
    throw new Error(`the page has no ${selector}`);
  }
  return found;
}

const boxes = (): SVGGElement[] => [...picture.querySelectorAll<SVGGElement>('.box')];
const keyOf = (box: SVGGElement): string => box.dataset['key'] ?? '';

addEventListener('message', ({ data }: MessageEvent<ToGraph>) => {
  if (data.kind === 'show') {
    show(data);
  } else {
    mark(data.offset);
  }
});

function show({ svg, note, title, configs, chosen, state }: Extract<ToGraph, { kind: 'show' }>): void {
  vscode.setState(state);
  const hadFocus = picture.contains(document.activeElement);
  name.textContent = title;
  name.title = title;
  choice.hidden = configs.length < 2;
  choice.replaceChildren(...configs.map((label, index) => new Option(label, String(index))));
  choice.value = String(chosen);
  if (svg === undefined) {
    const words = document.createElement('p');
    words.className = 'note';
    words.textContent = note;
    picture.replaceChildren(words);
    return;
  }
  // Drawn by the extension, which escapes every text in it; the page's policy lets no script of its run.
  picture.innerHTML = svg;
  if (view.isFitted) {
    fit();
  } else {
    applyZoom();
  }
  const box = boxes().find((one) => keyOf(one) === view.focused) ?? boxes()[0];
  if (box) {
    box.tabIndex = 0;
    view.focused = keyOf(box);
    if (hadFocus) {
      box.focus({ preventScroll: true });
    }
  }
}

/** Shows which box the cursor in the file stands in. */
function mark(offset: number | undefined): void {
  for (const box of boxes()) {
    const { start, end } = box.dataset;
    const isHere = offset !== undefined && Number(start) <= offset && offset <= Number(end);
    box.classList.toggle('current', isHere);
  }
}

function open(box: SVGGElement): void {
  focus(box);
  vscode.postMessage({ kind: 'open', start: Number(box.dataset['start']), end: Number(box.dataset['end']) });
}

function focus(box: SVGGElement): void {
  for (const other of boxes()) {
    other.tabIndex = other === box ? 0 : -1;
  }
  view.focused = keyOf(box);
  box.focus();
  box.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

/** The nearest box in a direction: what lies straight ahead is nearer than what lies aside. */
function neighbour(from: SVGGElement, [x, y]: readonly [number, number]): SVGGElement | undefined {
  const here = middle(from);
  const distance = (box: SVGGElement): number => {
    const there = middle(box);
    const [right, down] = [there.x - here.x, there.y - here.y];
    const ahead = right * x + down * y;
    const aside = Math.abs(right * y) + Math.abs(down * x);
    return ahead <= 1 ? Infinity : ahead + 2 * aside;
  };
  const near = boxes()
    .filter((box) => box !== from)
    .map((box) => ({ box, distance: distance(box) }))
    .sort((a, b) => a.distance - b.distance)[0];
  return near && near.distance < Infinity ? near.box : undefined;
}

function middle(box: SVGGElement): { x: number; y: number } {
  const { left, top, width, height } = box.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

picture.addEventListener('keydown', (event) => {
  const box = (event.target as Element).closest<SVGGElement>('.box');
  const arrow = arrows[event.key];
  if (!box || event.altKey || event.ctrlKey || event.metaKey) {
    return;
  }
  const next = arrow
    ? neighbour(box, arrow)
    : event.key === 'Home'
      ? boxes()[0]
      : event.key === 'End'
        ? boxes().at(-1)
        : undefined;
  if (event.key === 'Enter' || event.key === ' ') {
    open(box);
  } else if (next) {
    focus(next);
  } else {
    return;
  }
  event.preventDefault();
});

picture.addEventListener('click', (event) => {
  const box = (event.target as Element).closest<SVGGElement>('.box');
  if (box) {
    open(box);
  }
});

picture.addEventListener(
  'wheel',
  (event) => {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      step(event.deltaY < 0 ? 1 : -1);
    }
  },
  { passive: false },
);

addEventListener('keydown', (event) => {
  const by = event.key === '+' || event.key === '=' ? 1 : event.key === '-' ? -1 : 0;
  if (by !== 0 && !event.ctrlKey && !event.metaKey) {
    step(by);
  }
});

choice.addEventListener('change', () => vscode.postMessage({ kind: 'choose', index: Number(choice.value) }));
find('.zoomIn').addEventListener('click', () => step(1));
find('.zoomOut').addEventListener('click', () => step(-1));
find('.fit').addEventListener('click', fit);
find('.export').addEventListener('click', () => vscode.postMessage({ kind: 'export' }));

function step(by: number): void {
  const at = zooms.findIndex((one) => one >= view.zoom);
  view.isFitted = false;
  view.zoom = zooms[Math.min(zooms.length - 1, Math.max(0, at + by))] ?? 1;
  applyZoom();
}

function fit(): void {
  view.isFitted = true;
  const width = picture.querySelector('svg')?.viewBox.baseVal.width ?? 0;
  view.zoom = width > 0 ? Math.max(0.4, Math.min(1, picture.clientWidth / width)) : 1;
  applyZoom();
}

function applyZoom(): void {
  const svg = picture.querySelector('svg');
  if (svg) {
    const { width, height } = svg.viewBox.baseVal;
    svg.setAttribute('width', String(width * view.zoom));
    svg.setAttribute('height', String(height * view.zoom));
  }
}

addEventListener('resize', () => {
  if (view.isFitted) {
    fit();
  }
});

vscode.postMessage({ kind: 'ready' });
