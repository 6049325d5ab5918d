/** Red, green and blue, 0 to 255, and how opaque, 0 to 1. */
export type Rgba = readonly [number, number, number, number];

/** Reads `#rgb`, `#rrggbb`, `#rrggbbaa` and `rgb(…)` as themes write them; `undefined` for anything else. */
export function parseColor(text: string): Rgba | undefined {
  const trimmed = text.trim();
  const short = /^#([\da-f])([\da-f])([\da-f])([\da-f])?$/i.exec(trimmed);
  const long = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})([\da-f]{2})?$/i.exec(trimmed);
  const hex = short ? short.map((digit) => `${digit}${digit}`) : long;
  if (hex) {
    const [r, g, b, a] = [1, 2, 3, 4].map((group) => {
      const digits = short ? short[group] && hex[group] : hex[group];
      return digits === undefined ? 255 : parseInt(digits, 16);
    });
    return [r ?? 0, g ?? 0, b ?? 0, (a ?? 255) / 255];
  }
  const rgb = /^rgba?\(\s*([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)(?:[\s,/]+([\d.]+)(%?))?\s*\)$/.exec(trimmed);
  if (!rgb) {
    return undefined;
  }
  const alpha = rgb[4] === undefined ? 1 : Number(rgb[4]) / (rgb[5] === '%' ? 100 : 1);
  return [Number(rgb[1]), Number(rgb[2]), Number(rgb[3]), alpha];
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance([r, g, b]: Rgba): number {
  const linear = (part: number): number => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrast(one: Rgba, other: Rgba): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

/** Hues that stay apart for most eyes, in degrees of OKLCH, neighbours far from each other, and how colourful each is. */
const hues: readonly (readonly [hue: number, chroma: number])[] = [
  [255, 0.15],
  [55, 0.15],
  [150, 0.14],
  [350, 0.16],
  [95, 0.13],
  [300, 0.15],
  [195, 0.11],
  [27, 0.17],
  [125, 0.14],
  [235, 0.05],
];

/** Shades of the hues, from the one where they are told apart best. */
const shades: readonly number[] = [0, 0.12, -0.1];

export interface Palette {
  /** As CSS writes it, for the series of that index. Colours repeat after 30 series. */
  color: (index: number) => string;
  rgb: (index: number) => Rgba;
}

/** Colours for series that stand out from a background with at least that contrast. */
export function paletteOn(background: Rgba, leastContrast = 3): Palette {
  const isDark = luminance(background) < 0.2;
  const start = isDark ? 0.74 : 0.56;
  const colors = shades.flatMap((shade) =>
    hues.map(([hue, chroma]) => {
      let lightness = start + (isDark ? shade : -shade) * (isDark ? 1 : 0.9);
      let color = fromOklch(lightness, chroma, hue);
      for (let left = 40; left > 0 && contrast(color, background) < leastContrast; left -= 1) {
        lightness += isDark ? 0.02 : -0.02;
        color = fromOklch(lightness, chroma, hue);
      }
      return color;
    }),
  );
  const rgb = (index: number): Rgba => colors[index % colors.length] ?? [128, 128, 128, 1];
  return { rgb, color: (index) => cssColor(rgb(index)) };
}

export function cssColor([r, g, b, a]: Rgba): string {
  return a < 1 ? `rgba(${r}, ${g}, ${b}, ${a})` : `rgb(${r}, ${g}, ${b})`;
}

/** https://www.w3.org/TR/css-color-4/#ok-lab, less colourful where a screen cannot show it. */
function fromOklch(lightness: number, chroma: number, hue: number): Rgba {
  const angle = (hue * Math.PI) / 180;
  for (let c = chroma; ; c *= 0.9) {
    const linear = toLinear(lightness, c * Math.cos(angle), c * Math.sin(angle));
    if (c < 0.01 || linear.every((part) => part >= -0.002 && part <= 1.002)) {
      const [r = 0, g = 0, b = 0] = linear.map(toByte);
      return [r, g, b, 1];
    }
  }
}

function toLinear(lightness: number, a: number, b: number): number[] {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

function toByte(linear: number): number {
  const clamped = Math.min(1, Math.max(0, linear));
  return Math.round(255 * (clamped <= 0.0031308 ? 12.92 * clamped : 1.055 * clamped ** (1 / 2.4) - 0.055));
}
