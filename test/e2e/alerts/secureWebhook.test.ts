import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { actionGroup, audience, principal, tenantId } from "../../support/http/principal.ts";
import { call, instanceIds } from "../../support/world/calls.ts";
import { common, vmId, World } from "../../support/world/world.ts";

describe("with SECURE_WEBHOOK_TENANT_ID and SECURE_WEBHOOK_AUDIENCE", () => {
  let world: World;
  before(async () => {
    world = await World.start({
      WEBSITE_AUTH_ENABLED: "True",
      SECURE_WEBHOOK_TENANT_ID: tenantId,
      SECURE_WEBHOOK_AUDIENCE: `api://${audience}`,
    });
  });
  after(() => world.close());

  it("an alert from the action group service starts a capture", async () => {
    const headers = { "X-MS-CLIENT-PRINCIPAL": principal(actionGroup) };
    const { status, reply } = await call(world, "alerts", await common("WEB01"), { headers });
    assert.equal(status, 202);
    assert.equal((await world.outcome(reply)).captures[0]?.outcome, "captured");
  });

  it("an alert from anyone else starts nothing, even with whatIf", async () => {
    const stranger = actionGroup.filter(({ typ }) => typ !== "roles");
    const before = await instanceIds(world);
    for (const query of ["", "?whatIf=true"])
      for (const [headers, expected] of [
        [{}, 401],
        [{ "X-MS-CLIENT-PRINCIPAL": "%%%" }, 401],
        [{ "X-MS-CLIENT-PRINCIPAL": principal(stranger) }, 403],
        [{ "X-MS-CLIENT-PRINCIPAL": principal(actionGroup, "github") }, 403],
      ] as const) {
        const answer = await call(world, "alerts", await common("WEB01"), { headers, query });
        assert.equal(answer.status, expected);
        assert.match(answer.headers.get("content-type") ?? "", /^application\/problem\+json/);
        assert.match(answer.reply.detail, /^[^.]+\.$/);
      }
    assert.deepEqual(await instanceIds(world), before);
  });

  it("a capture on demand is requested by the caller that the platform names", async () => {
    const headers = { "X-MS-CLIENT-PRINCIPAL-NAME": "alice@example.com" };
    const { status, reply } = await call(world, "captures", { vmId: vmId("WEB02") }, { headers });
    assert.equal(status, 202);
    assert.equal((await world.outcome(reply)).requestedBy, "alice@example.com");
    assert.match((await world.emails()).at(-1)?.text ?? "", /Requested by +alice@example\.com/);
  });
});
