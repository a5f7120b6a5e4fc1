import { rawIp, type Bomb } from "./bombFile.ts";
import { colliding, v8Hash } from "./collisions.ts";
import { contents, type Content } from "./contents.ts";
import { layers, type Layer } from "./layers.ts";
import type { Random } from "../packets/mixture.ts";

const inMap: number[] = [];

/** How the numbers of addresses follow one another. */
export const numberings = {
  sequential: (index) => 0x01000000 + index,
  strided: (index) => Math.imul(index, 0x00010001) >>> 0,
  mirrored: (index) => (index << 24) | ((index & 0xff00) << 8) | ((index >>> 8) & 0xff00) | (index >>> 24),
  random: (_, random) => random(0xe0000000),
  few: (index) => 0x02000000 + (index & 7),
  "colliding in a Map": (index) => {
    if (inMap.length === 0)
      inMap.push(...colliding(20_000, v8Hash, { mask: 8191, like: 7, from: 0x01000000 }));
    return inMap[index % inMap.length] ?? 0;
  },
} satisfies Readonly<Record<string, (index: number, random: Random) => number>>;
type Numbering = keyof typeof numberings;

/** A bomb in words: what its packets hold, and what they are wrapped in, from the outside. */
export interface Recipe {
  readonly numbering: Numbering;
  readonly content: Content;
  readonly wrapped: readonly (readonly [layer: Layer, times: number])[];
}

export const recipeText = ({ numbering, content, wrapped }: Recipe): string =>
  [...wrapped.map(([layer, times]) => `${layer} × ${times}`), content, `${numbering} numbers`].join(", ");

export const bombOf = (recipe: Recipe): Bomb => ({
  name: recipeText(recipe),
  link: rawIp,
  packet: (index, random) => {
    const around = recipe.wrapped.reduce((sum, [, times]) => sum + times, 1);
    let number = index * around;
    const next = (): number => {
      const taken = numberings[recipe.numbering](number, random) >>> 0;
      number += 1;
      return taken;
    };
    let packet: Buffer = contents[recipe.content](next(), index, random);
    for (const [layer, times] of recipe.wrapped.toReversed())
      for (let time = 0; time < times; time += 1) packet = layers[layer](packet, next());
    return packet;
  },
});

/** Each content by itself, and each layer many times; every numbering at least once. */
export const recipes: readonly Recipe[] = [
  ...pairs(Object.keys(contents) as Content[], (content) => ({ content, wrapped: [] })),
  ...pairs(Object.keys(layers) as Layer[], (layer) => ({ content: "nothing", wrapped: [[layer, 30]] })),
  { numbering: "random", content: "nothing", wrapped: [["ipv4", 3000]] },
  { numbering: "random", content: "datagram", wrapped: [["ipv6", 1]] },
  { numbering: "sequential", content: "nothing", wrapped: [["ipv6", 1]] },
  { numbering: "colliding in a Map", content: "syn", wrapped: [] },
  { numbering: "colliding in a Map", content: "the number's answers", wrapped: [] },
];

function pairs<T>(all: readonly T[], make: (one: T) => Omit<Recipe, "numbering">): Recipe[] {
  const ways = Object.keys(numberings) as Numbering[];
  return all.map((one, index) => ({ numbering: ways[index % ways.length] ?? "random", ...make(one) }));
}
