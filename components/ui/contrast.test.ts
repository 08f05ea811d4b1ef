import { readFileSync } from 'node:fs';
import { categoryColors } from './category-color';

const css = readFileSync('app/globals.css', 'utf8');
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(([, name, light, dark]) => [
    name,
    { light, dark },
  ]),
);
const cards = ['grey-1', 'grey-2'];

type Theme = 'light' | 'dark';
function luminance(token: string, theme: Theme): number {
  const hex = tokens.get(token)?.[theme];
  if (!hex) throw new Error(`app/globals.css has no token --${token}.`);
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
/** WCAG 2.2's ratio: 1 to 21. */
function contrast(a: string, b: string, theme: Theme): number {
  const [dark = 0, light = 0] = [luminance(a, theme), luminance(b, theme)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

describe.each(['light', 'dark'] as const)('the %s theme', (theme) => {
  it.each([
    ['grey-12', [...cards, 'grey-3', 'grey-4', 'raised', 'accent-soft', 'attention-soft', 'wrong-soft']],
    ['grey-11', [...cards, 'grey-3', 'grey-4', 'accent-soft']],
    ['accent', [...cards, 'grey-3', 'accent-soft']],
    ['accent-strong', ['accent-soft']],
    ['on-accent', ['accent', 'accent-strong']],
    ['income', [...cards, 'grey-3', 'income-soft']],
    ['wrong', [...cards, 'wrong-soft']],
    ['on-wrong', ['wrong']],
    ['attention', [...cards, 'attention-soft']],
  ])('writes %s legibly', (text, backgrounds) => {
    for (const background of backgrounds)
      expect(contrast(text, background, theme)).toBeGreaterThanOrEqual(4.5);
  });

  it('draws every mark so that it can be seen', () => {
    for (const mark of ['grey-9', 'accent', ...categoryColors.map((color) => `category-${color}`)]) {
      for (const background of cards) expect(contrast(mark, background, theme)).toBeGreaterThanOrEqual(3);
    }
  });
});
