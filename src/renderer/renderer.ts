import { decodeShown } from '../query/codec.ts';
import type { FromPage, ToPage } from '../query/shown.ts';
import { make } from './dom.ts';
import { sheet } from './style.ts';
import { createCompany } from './sync.ts';
import { visibleText } from './text.ts';
import { watchTheme } from './theme.ts';
import { createView } from './view.ts';
import type { View } from './view.ts';
import { wordsIn } from './words.ts';
import type { Say } from './words.ts';
import { createZooms } from './zooms.ts';

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

/** Called by VS Code once for each page of a notebook. */
export function activate(context: RendererContext): Renderer {
  const views = new Map<string, View>();
  const company = createCompany();
  const send = context.postMessage && ((message: FromPage): void => context.postMessage?.(message));
  const zooms = createZooms(({ about }, [start, end]) =>
    send?.({ kind: 'zoom', cell: about.cell, start, end }),
  );
  const dispose = (id: string): void => {
    views.get(id)?.dispose();
    views.delete(id);
  };
  watchTheme(() => views.forEach((view) => view.retheme()));
  context.onDidReceiveMessage?.((message) => {
    if (message.kind === 'picture') {
      void sendPicture(message, [...views.values()], send);
    }
  });
  return {
    renderOutputItem: (item, element) => {
      dispose(item.id);
      const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
      try {
        const shown = decodeShown(item.data());
        if (shown === undefined) {
          showTrouble(root, pageWords()('unreadable'));
          return;
        }
        zooms.seen(shown);
        views.set(item.id, createView(root, shown, { company, send, zoom: zooms.ask }));
      } catch (error) {
        const reason = visibleText(error instanceof Error ? error.message : String(error), 500);
        showTrouble(root, pageWords()('failed', reason));
      }
    },
    disposeOutputItem: (id) => (id === undefined ? [...views.keys()] : [id]).forEach(dispose),
  };
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

function showTrouble(root: ShadowRoot, text: string): void {
  root.adoptedStyleSheets = [sheet()];
  root.replaceChildren(make('div', { class: 'output' }, make('p', { role: 'alert' }, text)));
}
