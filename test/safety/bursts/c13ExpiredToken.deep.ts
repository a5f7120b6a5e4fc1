import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { world as simulated } from "../../../local/azure/world.ts";
import { everyNth, isDeep } from "../../support/depth.ts";
import { calls } from "../../support/faultMatrix/cases.ts";
import { inWorld } from "../../support/world/inWorld.ts";
import { common, type World } from "../../support/world/world.ts";

/** Unlike a managed identity's, its tokens are not kept for the whole process of the tests. */
const servicePrincipal = {
  AzureTenant: simulated.tenant,
  AzureClientID: simulated.client.id,
  AzureCredPassword: simulated.client.secret,
  // Long enough that the service answers late whether it runs.
  CAPTURE_TIME_LIMIT_SECONDS: "30",
  CAPTURE_ANALYZE_MAX_BYTES: "0",
};
const error = (code: string, message: string) => ({ error: { code, message } });
const expired = [
  error(
    "ExpiredAuthenticationToken",
    "The access token expiry UTC time '11/26/2026 6:00:00 AM' is earlier than current UTC time.",
  ),
  error("InvalidAuthenticationToken", "The access token has expired."),
] as const;

/** Only in the deep suite. */
const itDeep = (title: string, test: () => Promise<void>): void => {
  if (isDeep) void it(title, test);
};

const requests = async (world: World, path: string) =>
  (await world.requests()).filter((one) => new RegExp(path, "i").test(one.path)).length;

describe("a token that a service calls expired", () => {
  it("is renewed once, in every call of Azure", (t) =>
    inWorld(servicePrincipal, async (world) => {
      const flow = everyNth(
        10,
        calls.filter(({ stopping }) => stopping !== true),
        1,
      );
      for (const [index, { name, method, path }] of flow.entries()) {
        const body = expired[index % expired.length];
        await world.control("DELETE", "/requests");
        await world.control("PUT", "/faults", [{ method, path, status: 401, body, times: 1 }]);
        const { capture, emails, outcome } = await world.run(await common("WEB01"));
        assert.equal(capture.outcome, "captured", `${name}: ${capture.hint ?? ""}`);
        assert.deepEqual([emails.length, outcome.report?.error], [1, null], name);
        assert.ok((await requests(world, "oauth2/v2.0/token")) > 0, `${name}: a fresh token`);
      }
      t.diagnostic(`${flow.length} calls, each with an expired token once`);
    }));

  it("is refused for good when a fresh one is not accepted either", () =>
    inWorld(servicePrincipal, async (world) => {
      const fault = { method: "GET", path: "/virtualMachines/", status: 401, body: expired[0] };
      await world.control("PUT", "/faults", [fault]);
      const { capture } = await world.run(await common("WEB01"));
      assert.deepEqual([capture.outcome, capture.code], ["failed", "access-denied"]);
      assert.equal(await requests(world, "/virtualMachines/"), 2);
    }));

  itDeep("is not what another 401 is about: that is final at once", () =>
    inWorld(servicePrincipal, async (world) => {
      const body = error("InvalidAuthenticationTokenTenant", "The access token is from the wrong issuer.");
      await world.control("PUT", "/faults", [{ path: "/virtualMachines/", status: 401, body }]);
      const { capture } = await world.run(await common("WEB01"));
      assert.equal(capture.code, "access-denied");
      assert.match(capture.hint ?? "", /did not accept the app's token/);
      assert.equal(await requests(world, "/virtualMachines/"), 1);
    }),
  );
});
