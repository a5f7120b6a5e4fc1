import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { barColors } from "../../../src/report/html/barColors.ts";
import { toneColors } from "../../../src/report/html/toneColors.ts";

type Color = readonly number[];

const read = (hex: string): Color => (hex.match(/[\da-f]{2}/g) ?? []).map((part) => parseInt(part, 16) / 255);

/** What mail clients do in dark mode: invert(1) hue-rotate(180deg). https://www.w3.org/TR/filter-effects-1 */
function turned(color: Color): Color {
  const [red = 0, green = 0, blue = 0] = color.map((part) => 1 - part);
  return [
    -0.574 * red + 1.43 * green + 0.144 * blue,
    0.426 * red + 0.43 * green + 0.144 * blue,
    0.426 * red + 1.43 * green - 0.856 * blue,
  ].map((part) => Math.min(Math.max(part, 0), 1));
}

/** https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio */
function luminance(color: Color): number {
  const [red = 0, green = 0, blue = 0] = color.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
function contrast(one: Color, other: Color): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const [white, night] = [read("#ffffff"), read("#121212")];
const looks = {
  light: { canvas: white, look: (color: Color) => color },
  dark: { canvas: night, look: (color: Color) => color },
  inverted: { canvas: turned(white), look: turned },
};
const tones = Object.values(toneColors);
/** What bears white words: the tones and the button. */
const fills = [...tones.map(({ fill }) => fill), "#2169c4"];

describe("the colors of the email", () => {
  for (const [name, { canvas, look }] of Object.entries(looks)) {
    it(`are visible beside the text, ${name}`, () => {
      for (const fill of [...fills, ...tones.map(({ bar }) => bar), ...Object.values(barColors)])
        assert.ok(contrast(look(read(fill)), canvas) >= 3, `${fill}: ${contrast(look(read(fill)), canvas)}`);
    });

    it(`bear legible words, ${name}`, () => {
      for (const fill of fills) assert.ok(contrast(look(read(fill)), look(white)) >= 4.5, fill);
    });
  }
});
