import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { readAlertRequest } from "../../../src/durable/requests/alertRequest.ts";
import { readCaptureRequest } from "../../../src/durable/requests/captureRequest.ts";
import { vm, vmId, World } from "../../support/world/world.ts";
import type { PacketCapture } from "@azure/arm-network";

const occurrence = "0".repeat(32);
const alert = {
  occurrence,
  alertId: null,
  rule: "net-out-high",
  severity: "Sev2",
  firedAt: "2026-11-26T02:00:00.000Z",
  description: null,
  condition: null,
  question: "outbound",
};
const alertRequest = {
  occurrence,
  alert,
  requestedBy: null,
  overrides: [],
  vmIds: [vmId("WEB01")],
  limits: { timeLimitSeconds: 60 },
};
const captureRequest = {
  vmId: vmId("WEB01"),
  occurrence,
  limits: {},
  analysis: { question: null, summaryBytes: 16_384 },
};

/** Values that belong in no field of text or numbers. */
const strangers = [undefined, null, [], {}, true, "x".repeat(2000), -1, 1.5, 1e300, "1"];
const wrongLimits = {
  timeLimitSeconds: [0, 18_001, 1.5, "60", null, [60]],
  maxBytes: [0, 4_294_967_296, 1e15, "1", null],
  bytesPerPacket: [-1, 4_294_967_296, "96", null],
  filters: [null, {}, "[]", [{ protocol: "ICMP" }], [{ localPort: "70000" }], Array(21).fill({})],
};
const limitCases = Object.entries(wrongLimits).flatMap(([name, values]) =>
  values.map((value) => ({ limits: { [name]: value } })),
);

const isRefused = (read: (input: unknown) => unknown, input: unknown, named: RegExp): void => {
  assert.throws(() => read(input), named, JSON.stringify(input));
};

describe("B5: the input of an orchestration is checked in type and range", () => {
  it("captureOnAlert takes what the routes give it", () => {
    assert.deepEqual(readAlertRequest(alertRequest), alertRequest);
    const { limits, ...unlimited } = alertRequest;
    assert.deepEqual(readAlertRequest(unlimited), { ...unlimited, limits: {} }, `without ${typeof limits}`);
  });

  it("captureOnAlert refuses everything else, and names the field", (t) => {
    const cases: Record<string, unknown>[] = [
      ...limitCases,
      ...[
        [],
        Array.from({ length: 60 }, (_, n) => vmId(`VM${n}`)),
        [1],
        [null],
        "WEB01",
        ["x".repeat(1025)],
      ].map((vmIds) => ({ vmIds })),
      { vmIds: Array.from({ length: 15 }, (_, n) => `a${n}`), hostNames: Array.from({ length: 6 }, String) },
      ...strangers.map((value) => ({ occurrence: value })),
      ...[[null], "WEB01", {}, Array.from({ length: 21 }, String)].map((hostNames) => ({ hostNames })),
      ...[undefined, "alert", 1, [], {}].map((value) => ({ alert: value })),
      ...Object.keys(alert).map((name) => ({ alert: { ...alert, [name]: ["<b>"] } })),
      { alert: { ...alert, rule: "x".repeat(261) } },
      { alert: { ...alert, firedAt: "yesterday" } },
      { alert: { ...alert, question: "sideways" } },
      { requestedBy: "x".repeat(257) },
      { overrides: [{ name: "recipients", outcome: "applied", detail: "" }] },
      { receivedAt: "now" },
      { progress: { stopped: "no", begunAt: 0, unstarted: null } },
      { progress: { stopped: false, begunAt: 0, unstarted: { refused: "because", hint: "" } } },
      { unresolved: [{ hostName: "WEB01", refusal: { refused: "conflict", hint: "x".repeat(2001) } }] },
    ];
    for (const changes of cases)
      isRefused(
        readAlertRequest,
        { ...alertRequest, ...changes },
        /^Error: captureOnAlert has a wrong input: /,
      );
    for (const input of [undefined, null, [], "text", 1, {}])
      isRefused(readAlertRequest, input, /captureOnAlert/);
    t.diagnostic(`${cases.length + 6} wrong inputs of captureOnAlert refused`);
  });

  it("capturePackets refuses wrong inputs too", () => {
    assert.deepEqual(readCaptureRequest(captureRequest), captureRequest);
    const analyses = [null, {}, { question: "x", summaryBytes: 9000 }, { question: null, summaryBytes: 1e9 }];
    for (const changes of [
      ...limitCases,
      ...strangers.map((value) => ({ occurrence: value })),
      ...analyses.map((analysis) => ({ analysis })),
      { vmId: null },
    ])
      isRefused(readCaptureRequest, { ...captureRequest, ...changes }, /capturePackets has a wrong input/);
  });

  it("what the configuration decides cannot be given", () => {
    const plan = { namePrefix: "../../../x", installAgent: true, sessionLimit: 1e9 };
    assert.deepEqual(readAlertRequest({ ...alertRequest, plan, store: "guest" }), alertRequest);
  });
});

describe("B5: an orchestration that was started by hand is bound by the configuration", () => {
  const filter = { protocol: "TCP", localPort: "443" };
  let world: World;
  before(async () => {
    world = await World.start({
      CAPTURE_NAME_PREFIX: "mine",
      CAPTURE_TIME_LIMIT_SECONDS: "30",
      CAPTURE_MAX_BYTES: "5000000",
      CAPTURE_BYTES_PER_PACKET: "96",
      CAPTURE_FILTERS: JSON.stringify([filter]),
      CAPTURE_ANALYZE_MAX_BYTES: "0",
    });
    await world.control("PUT", "/vms", [vm("WEB01"), vm("WEB02", { agent: false })]);
  });
  after(() => world.close());

  async function sessionOf(limits: unknown): Promise<{ name: string; session: PacketCapture }> {
    const plan = {
      limits: { timeLimitSeconds: null, maxBytes: 1e15, bytesPerPacket: 0, filters: [] },
      ...{ namePrefix: "../../../x", sessionLimit: 1e9, conflictPolicy: "parallel", cooldownSeconds: 0 },
      ...{ installAgent: true, poll: { minSeconds: 1, maxSeconds: 1 } },
    };
    const instance = await world.startByHand(vmId("WEB01"), { plan, limits });
    const { captures } = await world.outcome(instance);
    const name = captures[0]?.captureName ?? "";
    return { name, session: await world.session(name) };
  }

  it("name, limits and filters are the configuration's where those of the input are wider", async () => {
    for (const limits of [
      {},
      { timeLimitSeconds: 18_000, maxBytes: 4_294_967_295, bytesPerPacket: 0, filters: [] },
      { bytesPerPacket: 65_535, filters: [{ protocol: "Any" }] },
    ]) {
      const { name, session } = await sessionOf(limits);
      assert.match(name, /^mine-WEB01-[0-9a-f]{16}$/);
      assert.equal(session.timeLimitInSeconds, 30);
      assert.equal(session.totalBytesPerSession, 5_000_000);
      assert.equal(session.bytesToCapturePerPacket, 96);
      assert.partialDeepStrictEqual(session.filters, [filter]);
    }
  });

  it("narrower limits of the input count", async () => {
    const narrower = { ...filter, remoteIPAddress: "10.0.0.4" };
    const { session } = await sessionOf({ timeLimitSeconds: 5, bytesPerPacket: 64, filters: [narrower] });
    assert.deepEqual(
      [session.timeLimitInSeconds, session.totalBytesPerSession, session.bytesToCapturePerPacket],
      [5, 5_000_000, 64],
    );
    assert.partialDeepStrictEqual(session.filters, [narrower]);
  });

  it("no agent is installed unless the configuration says so", async () => {
    const instance = await world.startByHand(vmId("WEB02"), { plan: { installAgent: true } });
    const { captures } = await world.outcome(instance);
    assert.equal(captures[0]?.code, "agent-missing");
    assert.deepEqual(
      (await world.requests()).filter(
        ({ method, path }) => method === "PUT" && path.includes("/extensions/"),
      ),
      [],
    );
  });

  it("a wrong input ends the orchestration with the reason, without a capture", async () => {
    const before = (await world.captures()).length;
    const vmIds = Array.from({ length: 60 }, (_, index) => vmId(`WEB${index}`));
    const instance = await world.startByHand("", { vmIds });
    await world.clock.runUntil(async () => (await world.status(instance)).runtimeStatus === "Failed");
    assert.match(JSON.stringify(await world.status(instance)), /vmIds must have at most 20 ARM ids/);
    assert.equal((await world.captures()).length, before);
  });
});
