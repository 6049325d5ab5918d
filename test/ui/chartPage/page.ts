// A page as VS Code makes one for the outputs of a notebook, with the charts in it.
import { activate } from '../../../src/renderer/renderer.ts';
import type { FromPage, ToPage } from '../../../src/query/shown.ts';

export interface ChartPage {
  /** Shows bytes as an output with that id, in place of what it showed before. */
  show(id: string, base64: string): void;
  remove(id?: string): void;
  dress(theme: { classes: string; variables: Readonly<Record<string, string>> }): void;
  tell(message: ToPage): void;
  /** What the charts said since the last time. */
  heard(): FromPage[];
  /** Whether anything that was shown ran. */
  hasRun: boolean;
}

const said: FromPage[] = [];
const listeners: ((message: ToPage) => void)[] = [];
const renderer = activate({
  postMessage: (message) => void said.push(message),
  onDidReceiveMessage: (listener) => {
    listeners.push(listener);
    return { dispose: () => undefined };
  },
});

const page: ChartPage = {
  hasRun: false,
  show: (id, base64) => {
    let element = document.getElementById(id);
    if (element === null) {
      element = document.createElement('div');
      element.id = id;
      element.className = 'outputItem';
      document.body.append(element);
    }
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    renderer.renderOutputItem({ id, data: () => bytes }, element);
  },
  remove: (id) => {
    renderer.disposeOutputItem(id);
    document
      .querySelectorAll('.outputItem')
      .forEach((element) => (id ?? element.id) === element.id && element.remove());
  },
  dress: ({ classes, variables }) => {
    document.body.className = classes;
    for (const [name, value] of Object.entries(variables)) {
      document.documentElement.style.setProperty(name, value);
    }
    for (const name of [...document.documentElement.style]) {
      if (!(name in variables)) {
        document.documentElement.style.removeProperty(name);
      }
    }
  },
  tell: (message) => listeners.forEach((listener) => listener(message)),
  heard: () => said.splice(0),
};

Object.assign(globalThis, { charts: page });
