import { cssColor, paletteOn, parseColor } from './colors.ts';
import type { Palette, Rgba } from './colors.ts';

/** The colours of the editor's theme, as a canvas takes them. */
export interface Theme {
  foreground: string;
  muted: string;
  background: string;
  grid: string;
  font: string;
  palette: Palette;
}

/** Reads the theme that VS Code gives to a page as variables. */
export function readTheme(host: Element): Theme {
  const style = getComputedStyle(host);
  const classes = document.body.classList;
  const isHighContrast =
    classes.contains('vscode-high-contrast') || classes.contains('vscode-high-contrast-light');
  const isLight = classes.contains('vscode-light') || classes.contains('vscode-high-contrast-light');
  const first = (...names: readonly string[]): Rgba | undefined => {
    for (const name of names) {
      const color = parseColor(style.getPropertyValue(`--vscode-${name}`));
      if (color !== undefined && color[3] > 0) {
        return color;
      }
    }
    return undefined;
  };
  const background = opaque(
    first('editor-background', 'notebook-editorBackground') ??
      (isLight ? [255, 255, 255, 1] : [30, 30, 30, 1]),
  );
  const foreground =
    first('editor-foreground', 'foreground') ?? (isLight ? [51, 51, 51, 1] : [204, 204, 204, 1]);
  const withAlpha = ([r, g, b]: Rgba, alpha: number): string => cssColor([r, g, b, alpha]);
  return {
    foreground: cssColor(foreground),
    muted: cssColor(isHighContrast ? foreground : (first('descriptionForeground') ?? foreground)),
    background: cssColor(background),
    grid: withAlpha(foreground, isHighContrast ? 0.28 : 0.13),
    font: style.getPropertyValue('--vscode-font-family') || 'sans-serif',
    palette: paletteOn(background, isHighContrast ? 4.5 : 3),
  };
}

function opaque([r, g, b]: Rgba): Rgba {
  return [r, g, b, 1];
}

/** Calls back when the theme changes, until the returned function is called. */
export function watchTheme(changed: () => void): () => void {
  let frame = 0;
  const observer = new MutationObserver(() => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(changed);
  });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
  observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  return () => {
    cancelAnimationFrame(frame);
    observer.disconnect();
  };
}
