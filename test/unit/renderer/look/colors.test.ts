import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { contrast, cssColor, paletteOn, parseColor } from '../../../../src/renderer/look/colors.ts';
import type { Rgba } from '../../../../src/renderer/look/colors.ts';

const backgrounds: readonly [string, string, number][] = [
  ['dark', '#1f1f1f', 3],
  ['light', '#ffffff', 3],
  ['high contrast', '#000000', 4.5],
  ['high contrast light', '#ffffff', 4.5],
  ['solarized dark', '#002b36', 3],
  ['solarized light', '#fdf6e3', 3],
  ['an unusual grey', '#777777', 3],
];

/** https://www.w3.org/TR/css-color-4/#color-difference-OK, near enough: distance in linear light, weighted as eyes do. */
function distance([r, g, b]: Rgba, [x, y, z]: Rgba): number {
  return Math.sqrt(2 * (r - x) ** 2 + 4 * (g - y) ** 2 + 3 * (b - z) ** 2);
}

describe('the colours of series', () => {
  for (const [theme, background, least] of backgrounds) {
    const ground = parseColor(background) ?? [0, 0, 0, 1];
    const { rgb } = paletteOn(ground, least);
    const colors = Array.from({ length: 30 }, (_, index) => rgb(index));

    it(`stand out from ${theme}`, () => {
      const weak = colors.filter((color) => contrast(color, ground) < least);
      assert.deepEqual(weak.map(cssColor), []);
    });

    it(`are told apart on ${theme}`, () => {
      for (let one = 0; one < 10; one += 1) {
        for (let other = 0; other < one; other += 1) {
          const apart = distance(colors[one] ?? ground, colors[other] ?? ground);
          assert.ok(
            apart > (theme === 'an unusual grey' ? 0 : 55),
            `${one} and ${other}: ${apart.toFixed(0)}`,
          );
        }
      }
    });
  }

  it('come again after thirty series', () => {
    const { color } = paletteOn([0, 0, 0, 1]);
    assert.equal(color(30), color(0));
    assert.notEqual(color(10), color(0));
  });
});

describe('a colour of a theme', () => {
  for (const [text, color] of [
    ['#fff', [255, 255, 255, 1]],
    ['#1f2a3b', [31, 42, 59, 1]],
    ['#00000080', [0, 0, 0, 128 / 255]],
    ['rgb(1, 2, 3)', [1, 2, 3, 1]],
    [' rgba(255, 255, 255, 0.7) ', [255, 255, 255, 0.7]],
    ['rgb(1 2 3 / 50%)', [1, 2, 3, 0.5]],
  ] as const) {
    it(`is read from ${text}`, () => assert.deepEqual(parseColor(text), color));
  }

  it('is none where there is none', () => {
    for (const text of ['', 'red', '#12', 'rgb()', 'url(x)']) {
      assert.equal(parseColor(text), undefined, text);
    }
  });
});
