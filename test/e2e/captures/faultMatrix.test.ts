import { after, before, describe, it } from "node:test";
import { cases, type Case } from "../../support/faultMatrix/cases.ts";
import { check, worldWithOthers } from "../../support/faultMatrix/check.ts";
import type { World } from "../../support/world/world.ts";

/** A few of all combinations, of every call and of most kinds of fault; the deep suite has every one. */
const stride = 76;
/** A missing answer is waited for on the real clock, and an email that cannot be sent is tried for hours. */
const isLong = ({ call, kind, times }: Case): boolean =>
  kind.name === "no answer" || (call.path === "/emails:send" && times === null);
const chosen = cases.filter((one, index) => index % stride === 0 && !isLong(one));

describe(`fault matrix, ${chosen.length} of ${cases.length} combinations`, () => {
  let world: World;
  before(async () => {
    world = await worldWithOthers();
  });
  after(() => world.close());
  for (const one of chosen) it(one.title, () => check(world, one));
});
