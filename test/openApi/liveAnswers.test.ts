import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { realClock } from "../../local/environment/clock.ts";
import { startHost } from "../../local/host/host.ts";
import { actionGroup, audience, principal, tenantId } from "../support/http/principal.ts";
import { unknownId } from "../support/http/signedIn.ts";
import { apiRoutes } from "../support/openApi/apiDocument.ts";
import { DocumentedAnswers } from "../support/openApi/documentedAnswers.ts";
import { pageAnswers } from "../support/openApi/pageAnswers.ts";
import { inWorld } from "../support/world/inWorld.ts";
import { KeyedApp } from "../support/world/keyedApp.ts";
import { analyzed, common, sample, vmId, World } from "../support/world/world.ts";
import type { AcceptedAnswer } from "../../src/api/acceptedAnswer.ts";

const answers = new DocumentedAnswers();
const tooLarge = `{"pad":"${"x".repeat(300_000)}"}`;
const root = new URL("../../", import.meta.url).pathname;
const bareHost = { port: 0, stateFile: ":memory:", clock: realClock, log: () => undefined };

describe("every answer of an app with keys is one that docs/openapi.json has", () => {
  let app: KeyedApp;
  before(async () => {
    app = await KeyedApp.start({ ...analyzed, RESOLVE_HOST_NAMES: "true" });
  });
  after(() => app.close());

  const key = () => ({ "x-functions-key": app.keys.host });
  const call = (operation: string, more: Parameters<DocumentedAnswers["call"]>[2] = {}) =>
    answers.call(app.world.environment.url, operation, { ...more, headers: { ...key(), ...more.headers } });
  const start = async (operation: string, body: unknown, headers = {}): Promise<AcceptedAnswer> => {
    const { status, body: answer } = await call(operation, { body, headers });
    assert.equal(status, 202);
    return answer as AcceptedAnswer;
  };
  const statusesOf = async (operation: string, ...calls: readonly object[]) => {
    const statuses: number[] = [];
    for (const one of calls) statuses.push((await call(operation, one)).status);
    return statuses;
  };

  it("without a key", async () => {
    for (const { operation } of apiRoutes.filter(({ operation }) => operation.security === undefined)) {
      const { status } = await call(operation.operationId, {
        id: unknownId,
        headers: { "x-functions-key": "wrong" },
      });
      assert.equal(status, 401, operation.operationId);
    }
  });

  it("to alerts", async () => {
    const alert = (await common("WEB01")) as { data: object };
    const properties = { captureTimeLimitSeconds: "1", captureMaxBytes: "9999999999", captureFilters: "x" };
    const overridden = { ...alert, data: { ...alert.data, customProperties: properties } };
    const accepted = await start("alerts", overridden);
    assert.deepEqual(
      accepted.overrides?.map(({ outcome }) => outcome),
      ["applied", "limited", "ignored"],
    );
    assert.equal((await start("alerts", overridden)).outcome, "duplicate");
    const host = await sample("x11-common-logv2-rg-scope-computer-only", "WEB01");
    const resolved = await sample("x02-common-vm-netout-resolved", "WEB01");
    const whatIf = { query: "?whatIf=true" };
    assert.deepEqual(
      await statusesOf(
        "alerts",
        ...[{ body: resolved }, { body: resolved, ...whatIf }],
        ...[
          { body: host, ...whatIf },
          { body: await common("WEB01", "WEB02"), ...whatIf },
        ],
        ...[{ body: "{" }, { body: {} }, { body: {}, query: "?whatIf=perhaps" }, { body: tooLarge }],
      ),
      [200, 200, 200, 200, 400, 400, 400, 413],
    );
    await app.world.outcome(accepted);
  });

  it("to requests for a capture", async () => {
    const body = { vmId: vmId("WEB02"), timeLimitSeconds: 1, filters: [{ protocol: "TCP" }] };
    const headers = { "Idempotency-Key": "once" };
    const accepted = await start("captureOnDemand", body, headers);
    assert.equal((await start("captureOnDemand", body, headers)).outcome, "duplicate");
    const other = { ...body, timeLimitSeconds: 2 };
    const elsewhere = { vmId: vmId("WEB02").replace("6f1d6ab0", "00000000") };
    assert.deepEqual(
      await statusesOf(
        "captureOnDemand",
        ...[{ body: elsewhere }, { body, query: "?whatIf=true" }, { body: { ...body, maxBytes: 0 } }],
        ...[{ body: [] }, { body, query: "?whatif=x" }, { body, query: "?x=1" }],
        ...[{ body: other, headers }, { body: other, headers, query: "?whatIf" }, { body: tooLarge }],
      ),
      [200, 200, 400, 400, 400, 400, 409, 409, 413],
    );
    await app.world.outcome(accepted);
  });

  it("about captures that run, have ended, were never there, or were started by hand with anything", async () => {
    const several = await start("alerts", await common("WEB01", "WEB02", "NONE01"));
    for (const phase of ["capturing", "done"] as const) {
      await app.world.reach(several, phase);
      const { id } = several;
      assert.equal((await call("getCapture", { id })).status, 200);
      assert.equal((await call("listCaptures", { query: "?top=1000" })).status, 200);
      const ids = [{ id }, { id: `${id}:1` }, { id: `${id}:3`, query: "?showInput=false" }];
      await statusesOf("captureStatus", ...ids);
    }
    await app.world.outcome(several);
    const byHand = `alert-${"1".repeat(32)}`;
    const uri = `/runtime/webhooks/durabletask/orchestrators/captureOnAlert/${byHand}`;
    assert.equal((await app.call("POST", uri, app.keys.durable, { anything: [1] })).status, 202);
    await app.world.clock.advance(1000);
    const asError = "?returnInternalServerErrorOnFailure=true";
    assert.deepEqual(
      await statusesOf(
        "captureStatus",
        ...[{ id: several.id }, { id: byHand }, { id: byHand, query: asError }],
        ...[{ id: unknownId }, { id: several.id, query: "?showInput=x" }],
      ),
      [200, 200, 500, 404, 400],
    );
    assert.deepEqual(await statusesOf("evidence", { id: byHand }), [200]);
    assert.deepEqual(
      await statusesOf("getCapture", { id: byHand }, { id: unknownId }, { id: byHand, query: "?x=1" }),
      [200, 404, 400],
    );
    const { body } = await call("listCaptures", { query: "?status=failed" });
    assert.deepEqual(
      (body as { captures: { id: string }[] }).captures.map(({ id }) => id),
      [byHand],
    );
    assert.equal((await call("listCaptures", { query: "?status=completed" })).status, 400);
  });

  it("about the files of captures, and what has not changed", async () => {
    const one = await start("alerts", await common("WEB01"));
    await app.world.reach(one, "capturing");
    for (const operation of ["captureFile", "evidence"])
      assert.deepEqual(await statusesOf(operation, { id: one.id }), [409]);
    await app.world.outcome(one);
    const several = await start("alerts", await common("WEB01", "WEB02"));
    await app.world.outcome(several);
    const files = await statusesOf(
      "captureFile",
      ...[{ id: one.id }, { id: one.id, headers: { Accept: "application/json" } }, { id: several.id }],
      ...[{ id: several.id, query: "?vm=WEB09" }, { id: unknownId }, { id: one.id, query: "?x=1" }],
    );
    assert.deepEqual(files, [302, 200, 400, 404, 404, 400]);
    const records = [{ id: one.id }, { id: unknownId }, { id: one.id, query: "?x=1" }];
    assert.deepEqual(await statusesOf("evidence", ...records, { id: several.id }), [200, 404, 400, 200]);
    for (const operation of ["listCaptures", "getCapture", "evidence", "armedVms"])
      assert.equal((await call(operation, { id: one.id, headers: { "If-None-Match": "*" } })).status, 304);
  });

  it("to stops", async () => {
    const { id, ...links } = await start("alerts", await common("WEB01"));
    const stop = await statusesOf(
      "stopCaptures",
      ...[{ id, body: { force: 1 } }, { id, body: tooLarge }, { id: unknownId }, { id, query: "?x=1" }],
      ...[{ id, body: { force: true } }],
    );
    assert.deepEqual(stop, [400, 413, 404, 400, 202]);
    await app.world.outcome({ id, ...links });
    assert.deepEqual(await statusesOf("stopCaptures", { id }), [409]);
  });

  it("to a sample report, and about health", async () => {
    assert.deepEqual(await statusesOf("testEmail", {}, { query: "?x=1" }), [200, 400]);
    const error = { code: "DomainNotLinked", message: "The sender's domain is not linked." };
    await app.world.control("PUT", "/faults", [{ path: "/emails:send", status: 404, body: { error } }]);
    assert.deepEqual(await statusesOf("testEmail", {}), [502]);
    await app.world.control("PUT", "/faults", []);
    assert.deepEqual(await statusesOf("health", {}, { query: "?x=1" }), [200, 400]);
    assert.deepEqual(await statusesOf("viewer", {}, { query: "?x=1" }), [200, 400]);
    assert.deepEqual(await statusesOf("armedVms", {}, { query: "?x=1" }), [200, 400]);
    assert.deepEqual(await statusesOf("testNotification", {}, { query: "?x=1" }), [400, 400]);
  });
});

it("so is every answer of an app with endpoints for notifications", async () => {
  const world = await World.start({}, { notifies: true });
  const send = async (...faults: readonly object[]) => {
    await world.control("PUT", "/faults", faults);
    return (await answers.call(world.environment.url, "testNotification")).status;
  };
  const wrong = { path: "/notifications/teams", status: 400 };
  assert.deepEqual([await send(), await send(wrong)], [200, 502]);
  await send();
  const instance = await world.fire(await common("WEB01"));
  await world.outcome(instance);
  for (const operation of ["getCapture", "captureStatus"])
    assert.equal((await answers.call(world.environment.url, operation, { id: instance.id })).status, 200);
  await world.close();
});

it("so is every answer of an app that requires a sign-in and gives its own status URLs", async () => {
  const secure = {
    WEBSITE_AUTH_ENABLED: "True",
    SECURE_WEBHOOK_TENANT_ID: tenantId,
    SECURE_WEBHOOK_AUDIENCE: `api://${audience}`,
  };
  await inWorld({ ...secure, REQUIRE_SIGN_IN: "true", STATUS_URLS: "app" }, async (world) => {
    const signedIn = (claims = actionGroup) => ({ "X-MS-CLIENT-PRINCIPAL": principal(claims) });
    const bodies = { alerts: await common("WEB01"), captureOnDemand: { vmId: vmId("WEB02") } };
    for (const [operation, body] of Object.entries(bodies)) {
      const statuses: number[] = [];
      for (const headers of [{}, signedIn([]), signedIn()])
        statuses.push((await answers.call(world.environment.url, operation, { body, headers })).status);
      assert.deepEqual(statuses, [401, 403, 202], operation);
    }
  });
});

it("so is every answer of the captures page: of its files, and to people who are signed in", async () => {
  await pageAnswers.signedIn(answers);
  await pageAnswers.files(answers);
});

it("so is every answer of an app with wrong settings", async () => {
  const before = process.env.NOTIFY_EMAIL_TO;
  process.env.NOTIFY_EMAIL_TO = "";
  const host = await startHost({ ...bareHost, appDirectory: root });
  for (const { operation } of apiRoutes.filter(({ path }) => !/^\/api\/ui(?:\/\{file\})?$/.test(path))) {
    const { status, body } = await answers.call(host.url, operation.operationId, { id: unknownId });
    assert.equal(status, 503, operation.operationId);
    assert.ok(JSON.stringify(body).includes("NOTIFY_EMAIL_TO"));
  }
  await host.close();
  process.env.NOTIFY_EMAIL_TO = before ?? "";
});

it("every answer that docs/openapi.json has was met", () => {
  assert.deepEqual(answers.unseen(), []);
});
