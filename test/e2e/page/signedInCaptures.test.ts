import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { EventLog } from "../../support/eventLog.ts";
import { actionGroup, tenantId } from "../../support/http/principal.ts";
import {
  allRefuse,
  as,
  but,
  call,
  operator,
  other,
  reader,
  tenantClaim,
} from "../../support/http/signedIn.ts";
import { common, vmId, World } from "../../support/world/world.ts";

const aliceId = "aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb";

it("a signed-in person starts, sees and stops a capture: it bears the name, and the log has the id", async () => {
  const log = new EventLog();
  const world = await World.start({ WEBSITE_AUTH_ENABLED: "True" }, { log: log.add });
  const alice = { ...as(operator), "X-MS-CLIENT-PRINCIPAL-ID": aliceId };
  const body = { vmId: vmId("WEB01"), timeLimitSeconds: 2 };
  const preview = await call(world, "POST", "/api/ui/api/captures?whatIf=true", alice, body);
  assert.deepEqual([preview.status, preview.body.whatIf], [200, true]);
  const started = await call(world, "POST", "/api/ui/api/captures", alice, body);
  assert.equal(started.status, 202, JSON.stringify(started.body));
  const id = String(started.body.id);
  const stop = await call(world, "POST", `/api/ui/api/captures/${id}/stop`, alice, {});
  assert.deepEqual([stop.status, stop.body.id], [202, id]);
  const show = () => call(world, "GET", `/api/ui/api/captures/${id}`, as(reader));
  await world.clock.runUntil(async () => (await show()).body.status === "completed");
  const list = await call(world, "GET", "/api/ui/api/captures", as(reader));
  assert.ok(JSON.stringify(list.body.captures).includes(id));
  assert.match((await world.emails()).at(-1)?.text ?? "", /Requested by +alice@example\.com/);
  const stopped = log.of(id).find(({ event }) => event === "stop.requested");
  assert.deepEqual([stopped?.fields.principalId, stopped?.functionName], [aliceId, "stopCapturesSignedIn"]);
  assert.ok(!log.all().some(({ fields }) => JSON.stringify(fields).includes("alice")), "the log has no name");
  await world.close();
  process.env.WEBSITE_AUTH_ENABLED = "";
});

it("a stop with a key has nobody's id, whatever its headers say", async () => {
  const log = new EventLog();
  const world = await World.start({}, { log: log.add });
  const { id } = await world.fire(await common("WEB01"));
  const headers = { "X-MS-CLIENT-PRINCIPAL-ID": aliceId };
  assert.equal((await call(world, "POST", `/api/captures/${id}/stop`, headers, {})).status, 202);
  const stopped = log.of(id).find(({ event }) => event === "stop.requested");
  assert.equal(stopped?.fields.principalId, null);
  await world.close();
});

describe("the signed-in routes beside a secure webhook whose key routes require a sign-in", () => {
  const secure = {
    WEBSITE_AUTH_ENABLED: "True",
    SECURE_WEBHOOK_TENANT_ID: tenantId,
    // Not the client id, which a browser's token names.
    SECURE_WEBHOOK_AUDIENCE: "api://alerts.contoso.com",
    REQUIRE_SIGN_IN: "true",
  };
  let world: World;
  before(async () => {
    world = await World.start(secure);
  });
  after(async () => {
    await world.close();
    for (const name of Object.keys(secure)) process.env[name] = "";
  });

  it("start a capture for a person with the role, whose token has the registration's own audience", async () => {
    const body = { vmId: vmId("WEB02"), timeLimitSeconds: 2 };
    const withKey = await call(world, "POST", "/api/captures", as(operator), body);
    assert.deepEqual(
      [withKey.status, withKey.body.detail],
      [403, "The caller has a token for another application."],
    );
    const started = await call(world, "POST", "/api/ui/api/captures", as(operator), body);
    assert.equal(started.status, 202, JSON.stringify(started.body));
  });

  it("belong to the webhook's tenant, and the action group has no right on them", async () => {
    await allRefuse(world, as(but(operator, tenantClaim, other)), 403, /another tenant/);
    const group = as([...actionGroup]);
    assert.equal((await call(world, "GET", "/api/ui/api/captures", group)).status, 403);
  });

  it("have no part in alerts: a person with every role sends none", async () => {
    const response = await world.post(await common("WEB01"));
    assert.equal(response.status, 401);
    const headers = { ...as(operator), "Content-Type": "application/json" };
    assert.equal((await call(world, "POST", "/api/alerts", headers, await common("WEB01"))).status, 403);
  });

  it("are where a key alone is sent for a sign-in", async () => {
    const answer = await call(world, "POST", "/api/captures", {}, { vmId: vmId("WEB01") });
    assert.deepEqual([answer.status, answer.body.signIn], [401, "/.auth/login/aad"]);
  });
});
