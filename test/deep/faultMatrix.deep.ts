import { after, before, describe, it } from "node:test";
import { cases, type Case } from "../support/faultMatrix/cases.ts";
import { check, worldWithOthers } from "../support/faultMatrix/check.ts";
import type { World } from "../support/world/world.ts";

/** A world gets slower with the captures that it remembers. */
const casesPerWorld = 60;

const groups = Array.from({ length: Math.ceil(cases.length / casesPerWorld) }, (_, index) =>
  cases.slice(index * casesPerWorld, (index + 1) * casesPerWorld),
);

for (const [index, group] of groups.entries())
  describe(`fault matrix, part ${index + 1} of ${groups.length}`, () => {
    checkAll(group);
  });

function checkAll(group: readonly Case[]): void {
  let world: World;
  before(async () => {
    world = await worldWithOthers();
  });
  after(() => world.close());
  for (const one of group) it(one.title, () => check(world, one));
}

after(() => {
  console.log(`fault matrix: ${cases.length} combinations of call and fault`);
});
