import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isDeep } from "../../support/depth.ts";
import { common, World } from "../../support/world/world.ts";

const seeds = isDeep ? 30 : 2;

describe("with deliveries as irregular as Azure's", () => {
  for (let seed = 1; seed <= seeds; seed += 1)
    it(`an alert leads to one capture and one email (seed ${seed})`, async () => {
      const world = await World.start({}, { realistic: seed });
      try {
        const { capture, emails } = await world.run(await common("WEB01"));
        assert.equal(capture.outcome, "captured");
        assert.equal(emails.length, 1);
        assert.equal((await world.captures()).length, 1);
      } finally {
        await world.close();
      }
    });
});
