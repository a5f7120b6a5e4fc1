import { after, before, describe, it } from "node:test";
import { cases } from "../faultMatrix/cases.ts";
import { check, worldWithOthers } from "../faultMatrix/check.ts";
import type { World } from "./world.ts";

/** Every ninth of all combinations, so that each call and each kind of fault is among them; the rest is in the deep suite. */
const stride = 9;
const chosen = cases.filter(({ kind }, index) => index % stride === 0 && kind.name !== "no answer");

describe(`fault matrix, ${chosen.length} of ${cases.length} combinations`, () => {
  let world: World;
  before(async () => {
    world = await worldWithOthers();
  });
  after(() => world.close());
  for (const one of chosen) it(one.title, () => check(world, one));
});
