import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { alertOn, setId } from "../../support/scaleSets/alertOn.ts";
import { inWorld } from "../../support/world/inWorld.ts";

const settings = { CAPTURE_TIME_LIMIT_SECONDS: "10", CAPTURES_PER_HOUR: "0" };

describe("an alert on a Uniform scale set whose files stay on its instances", () => {
  it("is captured, and says where they are", () =>
    inWorld({ ...settings, CAPTURE_STORE: "guest" }, async (world) => {
      await world.control("PUT", "/scale-sets", [
        { id: setId("kept"), instances: [{ id: "0" }, { id: "1" }] },
      ]);
      const [capture] = (await world.outcome(await world.fire(alertOn("kept")))).captures;
      assert.deepEqual([capture?.outcome, capture?.code, capture?.fileUrl], ["captured", null, null]);
      assert.match(capture?.hint ?? "", /only on the instances, at \/var\/captures\//);
      assert.deepEqual(
        capture?.instances?.map(({ outcome }) => outcome),
        ["captured", "captured"],
      );
    }));
});
