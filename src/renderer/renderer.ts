import { decodeShown } from '../query/codec.ts';
import type { FromPage, Shown, ToPage } from '../query/shown.ts';
import type { Memory } from './parts/content.ts';
import { make } from './parts/dom.ts';
import { sheet } from './look/style.ts';
import { createCompany } from './parts/sync.ts';
import { visibleText } from './wording/text.ts';
import { watchTheme } from './look/theme.ts';
import { createView } from './view.ts';
import type { View } from './view.ts';
import { wordsIn } from './wording/words.ts';
import type { Say } from './wording/words.ts';
import { createZooms } from './parts/zooms.ts';

/** What VS Code hands to a renderer. https://code.visualstudio.com/api/extension-guides/notebook#notebook-renderers */
export interface RendererContext {
  postMessage?(message: FromPage): void;
  onDidReceiveMessage?(listener: (message: ToPage) => void): { dispose(): void };
}

export interface OutputItem {
  readonly id: string;
  data(): Uint8Array;
}

export interface Renderer {
  renderOutputItem(item: OutputItem, element: HTMLElement): void;
  disposeOutputItem(id?: string): void;
}

/** All outputs on a page, and what is remembered of those that were. */
interface Outputs {
  views: Map<string, View>;
  memories: Map<string, Memory>;
  /** The cell whose output had the keyboard's focus when it went away. */
  focused: string | undefined;
}

/** Called by VS Code once for each page of a notebook. */
export function activate(context: RendererContext): Renderer {
  const outputs: Outputs = { views: new Map(), memories: new Map(), focused: undefined };
  const { views } = outputs;
  const company = createCompany();
  const send = context.postMessage && ((message: FromPage): void => context.postMessage?.(message));
  const zooms = createZooms(({ about }, [start, end]) =>
    send?.({ kind: 'zoom', cell: about.cell, start, end }),
  );
  watchTheme(() => views.forEach((view) => view.retheme()));
  context.onDidReceiveMessage?.((message) => {
    if (message.kind === 'picture') {
      void sendPicture(message, [...views.values()], send);
    }
  });
  const create = (root: ShadowRoot, shown: Shown, memory: Memory): View => {
    zooms.seen(shown);
    return createView(root, shown, { company, memory, send, zoom: zooms.ask });
  };
  return {
    renderOutputItem: (item, element) => {
      dispose(outputs, item.id);
      const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
      try {
        render(outputs, { item, create: (shown, memory) => create(root, shown, memory) });
      } catch (error) {
        showTrouble(root, error);
      }
    },
    disposeOutputItem: (id) =>
      (id === undefined ? [...views.keys()] : [id]).forEach((one) => dispose(outputs, one)),
  };
}

/** Throws where the bytes cannot be shown. */
function render(
  outputs: Outputs,
  { item, create }: { item: OutputItem; create: (shown: Shown, memory: Memory) => View },
): void {
  const shown = decodeShown(item.data());
  if (shown === undefined) {
    throw new Error(pageWords()('unreadable'));
  }
  const { cell } = shown.about;
  const memory = outputs.memories.get(cell) ?? {};
  outputs.memories.set(cell, memory);
  const view = create(shown, memory);
  outputs.views.set(item.id, view);
  if (outputs.focused === cell) {
    outputs.focused = undefined;
    // Whoever zooms with the keyboard goes on where they were, unless they went elsewhere meanwhile.
    if (document.hasFocus() && document.activeElement === document.body) {
      view.focus();
    }
  }
}

function dispose(outputs: Outputs, id: string): void {
  const view = outputs.views.get(id);
  if (view?.hasFocus()) {
    outputs.focused = view.cell;
  }
  view?.dispose();
  outputs.views.delete(id);
}

async function sendPicture(
  { cell, name }: ToPage,
  views: readonly View[],
  send: ((message: FromPage) => void) | undefined,
): Promise<void> {
  const base64 = await views.find((view) => view.cell === cell)?.picture();
  // Whoever waits for it is told that there is none.
  send?.({ kind: 'save', cell, name, mime: 'image/png', base64: base64 ?? '' });
}

/** Where no answer says which language it is for. */
function pageWords(): Say {
  return wordsIn(document.documentElement.lang || navigator.language);
}

function showTrouble(root: ShadowRoot, error: unknown): void {
  const reason = visibleText(error instanceof Error ? error.message : String(error), 500);
  root.adoptedStyleSheets = [sheet()];
  root.replaceChildren(
    make('div', { class: 'output' }, make('p', { role: 'alert' }, pageWords()('failed', reason))),
  );
}
