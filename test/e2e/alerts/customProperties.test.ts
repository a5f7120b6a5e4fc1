import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { mostVms } from "../../../src/alerts/decide.ts";
import { call, instanceIds } from "../../support/world/calls.ts";
import { common, vm, vmId, World } from "../../support/world/world.ts";

/** A fresh alert with these custom properties of its rule. */
async function wishing(name: string, customProperties: Record<string, string>): Promise<unknown> {
  const payload = (await common(name)) as { data: object };
  return { ...payload, data: { ...payload.data, customProperties } };
}

const flat = (text: string | undefined): string => (text ?? "").replaceAll(/\s+/g, " ");

describe("POST /api/alerts: what a rule may ask for", () => {
  const lines: string[] = [];
  let world: World;
  before(async () => {
    const settings = { CAPTURE_TIME_LIMIT_SECONDS: "60", CAPTURE_MAX_BYTES: "2000000" };
    world = await World.start(settings, { log: ({ message }) => lines.push(message) });
  });
  beforeEach(() => world.control("PUT", "/vms", [vm("WEB01"), vm("WEB02")]));
  after(() => world.close());

  it("captures with the limits of the rule's custom properties, and the report names them", async () => {
    const wishes = { CaptureTimeLimitSeconds: "20", captureMaxBytes: "9999999999", captureFilters: "tcp" };
    const { status, told } = await call(world, "alerts", await wishing("WEB01", wishes));
    assert.equal(status, 202);
    assert.deepEqual(
      told.overrides?.map(({ name, outcome }) => [name, outcome]),
      [
        ["captureTimeLimitSeconds", "applied"],
        ["captureMaxBytes", "limited"],
        ["captureFilters", "ignored"],
      ],
    );
    const { captures } = await world.outcome(told);
    assert.equal(captures[0]?.outcome, "captured");
    const session = (await world.captures()).at(-1);
    assert.equal(session?.timeLimitInSeconds, 20);
    assert.equal(session.totalBytesPerSession, 2_000_000);
    const text = flat((await world.emails()).at(-1)?.text);
    assert.match(text, /full time limit of 20 seconds/);
    assert.match(text, /custom property captureMaxBytes was limited: .* above the app's own limit/);
    assert.match(text, /custom property captureFilters was ignored: The text is not JSON/);
  });

  it("says nothing of wishes where the rule has none", async () => {
    const { told } = await call(world, "alerts", await wishing("WEB01", { team: "web" }));
    assert.equal(told.overrides, undefined);
    assert.equal(told.ignoredTargets, undefined);
    assert.match(told.detail, /"net-out-high" has fired on the VM web01/i);
    await world.outcome(told);
  });

  it(`captures at most ${mostVms} VMs of one body, and names the others`, async () => {
    const names = Array.from({ length: mostVms + 3 }, (_, index) => `M${index}`);
    await world.control("PUT", "/vms", []);
    const { status, told } = await call(world, "alerts", await common(...names));
    assert.equal(status, 202);
    assert.deepEqual(
      told.ignoredTargets?.map(({ target }) => target),
      names.slice(mostVms).map((name) => vmId(name).toLowerCase()),
    );
    assert.match(told.ignoredTargets[0]?.detail ?? "", /at most 20 VMs/);
    assert.match(told.detail, /3 other targets are not captured/);
    assert.equal((await world.outcome(told)).captures.length, mostVms);
  });

  it("bounds what it answers to thousands of targets", async () => {
    const names = Array.from({ length: 1200 }, (_, index) => `M${index}`);
    const { status, told } = await call(world, "alerts", await common(...names), { query: "?whatIf=true" });
    assert.equal(status, 200);
    assert.match(told.detail, /1180 other targets are not captured/);
    assert.ok(JSON.stringify(told).length < 100_000);
  });

  it("?whatIf=true tells the plan and starts nothing, in whatever casing", async () => {
    const payload = await wishing("WEB02", { captureTimeLimitSeconds: "7" });
    const before = await instanceIds(world);
    for (const query of ["?whatIf=true", "?whatif=True", "?code=x&WHATIF=TRUE"]) {
      const { status, told } = await call(world, "alerts", payload, { query });
      assert.equal(status, 200);
      assert.equal(told.outcome, "accepted");
      assert.equal(told.limits?.timeLimitSeconds, 7);
      assert.match(told.detail, /nothing was started/);
    }
    assert.deepEqual(await instanceIds(world), before);
    const planned = (await call(world, "alerts", payload, { query: "?whatIf=true" })).told;
    const { told } = await call(world, "alerts", payload);
    assert.equal(told.id, planned.id);
    const { captures } = await world.outcome(told);
    assert.equal(captures[0]?.captureName?.toLowerCase(), planned.targets?.[0]?.captureName?.toLowerCase());
    const again = await call(world, "alerts", payload, { query: "?whatIf=true" });
    assert.equal(again.told.outcome, "duplicate");
  });

  it("?whatIf=true tells why nothing would be captured", async () => {
    const foreign = JSON.stringify(await common("WEB01")).replaceAll("6f1d6ab0", "00000000");
    const { status, told } = await call(world, "alerts", foreign, { query: "?whatIf=true" });
    assert.deepEqual([status, told.outcome, told.reason], [200, "ignored", "not-allowed"]);
  });

  it("answers 400 to another value of whatIf, and starts nothing", async () => {
    const before = await instanceIds(world);
    const { status, told } = await call(world, "alerts", await common("WEB01"), { query: "?whatIf=ture" });
    assert.equal(status, 400);
    assert.match(told.detail, /whatIf/);
    assert.deepEqual(await instanceIds(world), before);
  });

  it("says why a body without Content-Length does not arrive", async () => {
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

  it("logs family, decision and occurrence, and nothing that a caller may keep secret", async () => {
    const secret = "hunter2-a-secret";
    const payload = await wishing("WEB01", { token: secret, captureMaxBytes: "5" });
    const { told } = await call(world, "alerts", payload, {
      query: `?code=${secret}`,
      headers: { "X-MS-CLIENT-PRINCIPAL": Buffer.from(`{"claims":["${secret}"]}`).toString("base64") },
    });
    await call(world, "alerts", { text: secret }, { query: `?code=${secret}` });
    await world.outcome(told);
    const accepted = lines.find((line) => line.includes('"alert.accepted"') && line.includes(told.id));
    const { family, occurrence } = JSON.parse(accepted ?? "{}") as Record<string, unknown>;
    assert.deepEqual([family, `alert-${String(occurrence)}`], ["common", told.id]);
    assert.ok(!lines.some((line) => line.includes(secret) || line.includes("code=")), "in the log");
    const history = await fetch(`${told.statusQueryGetUri}&showHistory=true&showHistoryOutput=true`);
    assert.ok(!(await history.text()).includes(secret), "in the history");
  });
});
