import { after, before, describe, it } from "node:test";
import { cases } from "../../support/faultMatrix/cases.ts";
import { check, worldWithOthers } from "../../support/faultMatrix/check.ts";
import type { World } from "../../support/world/world.ts";

/** A few of all combinations, of every kind of fault; the deep suite has every one. */
const stride = 23;
const chosen = cases.filter(({ kind }, index) => index % stride === 0 && kind.name !== "no answer");

describe(`fault matrix, ${chosen.length} of ${cases.length} combinations`, () => {
  let world: World;
  before(async () => {
    world = await worldWithOthers();
  });
  after(() => world.close());
  for (const one of chosen) it(one.title, () => check(world, one));
});
