import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { mostVms } from "../../../src/alerts/decide.ts";
import { call, instanceIds } from "../../support/world/calls.ts";
import { common, vm, vmId, World } from "../../support/world/world.ts";

/** A fresh alert with these custom properties of its rule. */
async function customAlert(name: string, customProperties: Record<string, string>): Promise<unknown> {
  const payload = (await common(name)) as { data: object };
  return { ...payload, data: { ...payload.data, customProperties } };
}

const flat = (text: string | undefined): string => (text ?? "").replaceAll(/\s+/g, " ");

describe("POST /api/alerts with custom properties of the rule", () => {
  const lines: string[] = [];
  let world: World;
  before(async () => {
    const limits = { CAPTURE_TIME_LIMIT_SECONDS: "60", CAPTURE_MAX_BYTES: "2000000" };
    const settings = { ...limits, CAPTURE_ANALYZE_MAX_BYTES: "0" };
    world = await World.start(settings, { log: ({ message }) => lines.push(message) });
  });
  beforeEach(() => world.control("PUT", "/vms", [vm("WEB01"), vm("WEB02")]));
  after(() => world.close());

  it("captures with their limits, which the report lists", async () => {
    const limits = { CaptureTimeLimitSeconds: "20", captureMaxBytes: "9999999999", captureFilters: "tcp" };
    const { status, reply } = await call(world, "alerts", await customAlert("WEB01", limits));
    assert.equal(status, 202);
    assert.deepEqual(
      reply.overrides?.map(({ name, outcome }) => [name, outcome]),
      [
        ["captureTimeLimitSeconds", "applied"],
        ["captureMaxBytes", "limited"],
        ["captureFilters", "ignored"],
      ],
    );
    const { captures } = await world.outcome(reply);
    assert.equal(captures[0]?.outcome, "captured");
    const session = (await world.captures()).at(-1);
    assert.equal(session?.timeLimitInSeconds, 20);
    assert.equal(session.totalBytesPerSession, 2_000_000);
    const text = flat((await world.emails()).at(-1)?.text);
    assert.match(text, /full time limit of 20 seconds/);
    assert.match(text, /custom property captureMaxBytes was limited: .* above the app's own limit/);
    assert.match(
      text,
      /^The filters of the alert rule were ignored -+ The rule's custom property captureFilters was ignored: The text is not JSON\. Without a filter all traffic is captured\. WEB01: /,
    );
  });

  it("captures up to their byte limit, which the report recognises, also for an alert that joined", async () => {
    await world.control("PUT", "/vms", [vm("WEB01", { traffic: "exfiltration" })]);
    const first = await world.fire(await customAlert("WEB01", { captureMaxBytes: "60000" }));
    await world.clock.runUntil(async () => (await world.captures()).at(-1)?.totalBytesPerSession === 60_000);
    const second = await world.fire(await customAlert("WEB01", { captureMaxBytes: "60000" }));
    for (const instance of [first, second]) {
      const { captures } = await world.outcome(instance);
      assert.deepEqual([captures[0]?.stopReason, captures[0]?.limits?.maxBytes], [null, 60_000]);
      assert.ok((captures[0]?.bytes ?? 0) <= 60_000);
      assert.match((await world.emails()).at(-1)?.subject ?? "", /size limit reached/);
    }
  });

  it("reports no custom limits without custom properties", async () => {
    const { reply } = await call(world, "alerts", await customAlert("WEB01", { team: "web" }));
    assert.equal(reply.overrides, undefined);
    assert.equal(reply.ignoredTargets, undefined);
    assert.match(reply.detail, /"net-out-high" has fired on the VM web01/i);
    await world.outcome(reply);
  });

  it(`captures at most ${mostVms} VMs of one alert, and lists the others`, async () => {
    const names = Array.from({ length: mostVms + 3 }, (_, index) => `M${index}`);
    await world.control("PUT", "/vms", []);
    const { status, reply } = await call(world, "alerts", await common(...names));
    assert.equal(status, 202);
    assert.deepEqual(
      reply.ignoredTargets?.map(({ target }) => target),
      names.slice(mostVms).map((name) => vmId(name).toLowerCase()),
    );
    assert.match(reply.ignoredTargets[0]?.detail ?? "", /at most 20 VMs/);
    assert.match(reply.detail, /3 other targets are not captured/);
    assert.equal((await world.outcome(reply)).captures.length, mostVms);
  });

  it("answers briefly to thousands of targets", async () => {
    const names = Array.from({ length: 1200 }, (_, index) => `M${index}`);
    const { status, reply } = await call(world, "alerts", await common(...names), { query: "?whatIf=true" });
    assert.equal(status, 200);
    assert.match(reply.detail, /1180 other targets are not captured/);
    assert.ok(JSON.stringify(reply).length < 100_000);
  });

  it("?whatIf=true answers with the plan and starts nothing, in any letter case", async () => {
    const payload = await customAlert("WEB02", { captureTimeLimitSeconds: "7" });
    const before = await instanceIds(world);
    for (const query of ["?whatIf=true", "?whatif=True", "?code=x&WHATIF=TRUE"]) {
      const { status, reply } = await call(world, "alerts", payload, { query });
      assert.equal(status, 200);
      assert.equal(reply.outcome, "accepted");
      assert.equal(reply.limits?.timeLimitSeconds, 7);
      assert.match(reply.detail, /nothing was started/);
    }
    assert.deepEqual(await instanceIds(world), before);
    const planned = (await call(world, "alerts", payload, { query: "?whatIf=true" })).reply;
    const { reply } = await call(world, "alerts", payload);
    assert.equal(reply.id, planned.id);
    const { captures } = await world.outcome(reply);
    assert.equal(captures[0]?.captureName?.toLowerCase(), planned.targets?.[0]?.captureName?.toLowerCase());
    const again = await call(world, "alerts", payload, { query: "?whatIf=true" });
    assert.equal(again.reply.outcome, "duplicate");
  });

  it("?whatIf=true answers why nothing would be captured", async () => {
    const foreign = JSON.stringify(await common("WEB01")).replaceAll("6f1d6ab0", "00000000");
    const { status, reply } = await call(world, "alerts", foreign, { query: "?whatIf=true" });
    assert.deepEqual([status, reply.outcome, reply.reason], [200, "ignored", "not-allowed"]);
  });

  it("answers 400 to any other value of whatIf, and starts nothing", async () => {
    const before = await instanceIds(world);
    const { status, reply } = await call(world, "alerts", await common("WEB01"), { query: "?whatIf=ture" });
    assert.equal(status, 400);
    assert.match(reply.detail, /whatIf/);
    assert.deepEqual(await instanceIds(world), before);
  });

  it("explains its answer to a body without Content-Length", async () => {
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode("{}"));
        controller.close();
      },
    });
    const init = { method: "POST", body, duplex: "half" as const };
    const response = await fetch(`${world.environment.url}/api/alerts`, init);
    assert.equal(response.status, 400);
    assert.match(((await response.json()) as { detail: string }).detail, /Content-Length/);
  });

  it("logs family, decision and occurrence, and no secret of the caller", async () => {
    const secret = "hunter2-a-secret";
    const payload = await customAlert("WEB01", { token: secret, captureMaxBytes: "5" });
    const { reply } = await call(world, "alerts", payload, {
      query: `?code=${secret}`,
      headers: { "X-MS-CLIENT-PRINCIPAL": Buffer.from(`{"claims":["${secret}"]}`).toString("base64") },
    });
    await call(world, "alerts", { text: secret }, { query: `?code=${secret}` });
    await world.outcome(reply);
    const accepted = lines.find((line) => line.includes('"alert.accepted"') && line.includes(reply.id));
    const { family, occurrence } = JSON.parse(accepted ?? "{}") as Record<string, unknown>;
    assert.deepEqual([family, `alert-${String(occurrence)}`], ["common", reply.id]);
    assert.ok(!lines.some((line) => line.includes(secret) || line.includes("code=")), "in the log");
    const history = await fetch(`${reply.statusQueryGetUri}&showHistory=true&showHistoryOutput=true`);
    assert.ok(!(await history.text()).includes(secret), "in the history");
  });
});
