import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isDeep } from "../support/depth.ts";
import { compareWithGolden } from "../support/histories/compareWithGolden.ts";
import { asFaults, networkAnswers } from "../support/network/networkAnswers.ts";
import { common, vm, World } from "../support/world/world.ts";

const unread = { CAPTURE_TIME_LIMIT_SECONDS: "60" };

describe("the history of this version", { skip: !isDeep }, () => {
  it("of an alert whose flows Azure is asked about, and does not answer all", async () => {
    const limits = { CAPTURE_ANALYZE_MAX_BYTES: "100000000", CAPTURE_BYTES_PER_PACKET: "0" };
    const world = await World.start({ ...unread, ...limits });
    try {
      await world.control("PUT", "/vms", [vm("ANY01", { traffic: "port-scan" })]);
      const routes = { status: 403 };
      await world.control("PUT", "/faults", asFaults({ ...networkAnswers("10.0.3.113"), routes }));
      const instance = await world.fire(await common("ANY01"));
      const { captures } = await world.outcome(instance);
      assert.equal(captures[0]?.network?.verdicts[0]?.rule, "DenyScan");
      compareWithGolden("network-asked", world, [instance.id], "askNetwork");
    } finally {
      await world.close();
    }
  });
});
