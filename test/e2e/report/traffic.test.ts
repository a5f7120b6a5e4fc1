import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { scenarioNames } from "../../../local/traffic/namedScenarios.ts";
import { assertAgreement } from "../../support/traffic/agreement.ts";
import { common, vm, World } from "../../support/world/world.ts";

describe("the file of an alert's capture", () => {
  let world: World;
  before(async () => {
    world = await World.start({
      CAPTURE_TIME_LIMIT_SECONDS: "5",
      CAPTURE_BYTES_PER_PACKET: "0",
      CAPTURE_FILTERS: '[{"protocol":"TCP"},{"protocol":"UDP"}]',
    });
  });
  after(() => world.close());

  for (const traffic of scenarioNames)
    it(`has the ${traffic} traffic of its VM, as the control API describes it`, async () => {
      await world.control("PUT", "/vms", [vm("ANY01", { traffic })]);
      const { capture } = await world.run(await common("ANY01"));
      const file = await world.environment.readBlob(capture.fileUrl ?? "");
      const shown = (await world.captures()).find(({ name }) => name === capture.captureName)?.traffic;
      assert.equal(shown?.scenario, traffic);
      assert.ok(shown.truth !== null);
      const { protocols } = assertAgreement(file, shown.truth);
      assert.deepEqual([protocols.arp, protocols.icmp], [0, 0], "as the filters say");
    });
});
