import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isDeep } from "../../support/depth.ts";
import { assertToldOnce, outcomesOf, storm } from "../../support/storms/storm.ts";
import { inWorld } from "../../support/world/inWorld.ts";

const minuteMs = 60_000;
const { alerts, ceiling } = isDeep ? { alerts: 500, ceiling: 60 } : { alerts: 20, ceiling: 4 };

describe("CAPTURES_PER_HOUR", () => {
  it(`lets ${ceiling} of ${alerts} alerts on as many VMs capture, and tells the others in a digest`, () =>
    inWorld({ CAPTURES_PER_HOUR: String(ceiling) }, async (world) => {
      const instances = await storm(world, alerts, "VMs of their own");
      const outcomes = await outcomesOf(world, instances);
      assert.equal((await world.captures()).length, ceiling);
      const skipped = outcomes.filter(({ captures }) => captures[0]?.outcome === "skipped");
      assert.equal(skipped.length, alerts - ceiling);
      assert.ok(skipped.every(({ captures }) => captures[0]?.code === "budget"));
      const digests = new Set(skipped.map(({ reportedIn }) => reportedIn));
      assert.equal(digests.size, 1);
      assert.equal((await world.emails()).length, ceiling);
      await world.clock.advance(6 * minuteMs);
      const emails = await world.emails();
      assert.equal(emails.length, ceiling + 1);
      assertToldOnce(instances, outcomes, emails);
      const digest = emails.at(-1);
      console.log(digest?.subject, digest?.html.length, digest?.text.slice(0, 3000));
    }));
});
