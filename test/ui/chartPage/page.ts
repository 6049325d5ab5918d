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
  /** How many pixels of an output's plot are painted, and in which colours; few pixels at the border of a line do not count. */
  ink(id: string): { pixels: number; colors: string[] };
  /** How many pixels are painted right after an output was shown, and when nothing more comes. */
  inkOverTime(id: string, base64: string): Promise<[atOnce: number, atLast: number]>;
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
  ink: (id) => {
    const canvas = document.getElementById(id)?.shadowRoot?.querySelector('canvas');
    const { data } = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {
      data: [],
    };
    const counts = new Map<string, number>();
    let pixels = 0;
    for (let at = 0; at < data.length; at += 4) {
      // Without axes and their words, which are grey.
      if ((data[at + 3] ?? 0) > 250 && data[at] !== data[at + 1]) {
        const color = `${data[at]},${data[at + 1]},${data[at + 2]}`;
        counts.set(color, (counts.get(color) ?? 0) + 1);
        pixels += 1;
      }
    }
    return { pixels, colors: [...counts].filter(([, count]) => count >= 60).map(([color]) => color) };
  },
  inkOverTime: async (id, base64) => {
    page.show(id, base64);
    // uPlot draws as soon as whoever made it is done.
    await Promise.resolve();
    const atOnce = page.ink(id).pixels;
    for (let still = 0, last = atOnce; still < 5;) {
      await new Promise(requestAnimationFrame);
      const { pixels } = page.ink(id);
      still = pixels === last ? still + 1 : 0;
      last = pixels;
    }
    return [atOnce, page.ink(id).pixels];
  },
};

Object.assign(globalThis, { charts: page });
