import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { call, instanceIds } from "../../support/world/calls.ts";
import { analyzed, group, vmId, World } from "../../support/world/world.ts";

describe("POST /api/captures", () => {
  let world: World;
  before(async () => {
    world = await World.start({ ...analyzed, CAPTURE_TIME_LIMIT_SECONDS: "60" });
  });
  after(() => world.close());

  it("captures the VM, and reports that it was requested manually", async () => {
    const request = { vmId: vmId("WEB01"), timeLimitSeconds: 10, filters: [{ protocol: "TCP" }] };
    const { status, headers, reply } = await call(world, "captures", request);
    assert.equal(status, 202);
    assert.match(reply.id, /^capture-[0-9a-f]{32}$/);
    assert.equal(reply.outcome, "accepted");
    assert.equal(headers.get("location"), reply.statusQueryGetUri);
    const { alert, requestedBy, captures } = await world.outcome(reply);
    assert.equal(alert, null);
    assert.equal(requestedBy, "function key");
    assert.equal(captures[0]?.outcome, "captured");
    assert.equal((await world.captures()).at(-1)?.timeLimitInSeconds, 10);
  });

  it("sends a report without any part about an alert", async () => {
    const { reply } = await call(world, "captures", { vmId: vmId("WEB01") });
    await world.outcome(reply);
    const email = (await world.emails()).at(-1);
    assert.match(
      email?.subject ?? "",
      /^WEB01: \d+% of outbound bytes went to [\d.]+:443 \(.+\) – captured, full time \(on demand\)$/,
    );
    assert.match(email?.text ?? "", /The request\n-+\nRequested manually\./);
    assert.match(email?.text ?? "", /Requested by +function key/);
    assert.doesNotMatch(email?.text ?? "", /The alert|undefined|null/);
  });

  it("ignores headers that name the caller when the platform does not authenticate", async () => {
    const headers = { "X-MS-CLIENT-PRINCIPAL-NAME": "mallory@example.com" };
    const { reply } = await call(world, "captures", { vmId: vmId("WEB01") }, { headers });
    assert.equal((await world.outcome(reply)).requestedBy, "function key");
  });

  it("starts a new capture for every request, except those with the same Idempotency-Key", async () => {
    const post = (key?: string, name = "WEB02") =>
      call(
        world,
        "captures",
        { vmId: vmId(name) },
        { headers: key === undefined ? {} : { "Idempotency-Key": key } },
      );
    const answers = [await post(), await post(), await post("a"), await post("a"), await post("b")];
    assert.deepEqual(
      answers.map(({ reply }) => reply.outcome),
      ["accepted", "accepted", "accepted", "duplicate", "accepted"],
    );
    assert.equal(new Set(answers.map(({ reply }) => reply.id)).size, 4);
    const retried = (await post("a", "web02")).reply;
    assert.equal(retried.id, answers[2]?.reply.id, "the casing of the id does not count");
    assert.equal(retried.outcome, "duplicate");
    for (const { reply } of answers) await world.outcome(reply);
  });

  it("answers 409 to another request with the same Idempotency-Key, and starts nothing", async () => {
    const headers = { "Idempotency-Key": "one request" };
    const request = { vmId: vmId("WEB01"), timeLimitSeconds: 5, filters: [{ protocol: "tcp" }] };
    const post = (body: unknown, query = "") => call(world, "captures", body, { headers, query });
    const first = await post(request);
    assert.equal(first.reply.outcome, "accepted");
    const before = await instanceIds(world);
    const others = [
      { ...request, vmId: vmId("WEB02") },
      { ...request, timeLimitSeconds: 6 },
      { ...request, maxBytes: 5 },
      { ...request, filters: [{ protocol: "UDP" }] },
      { vmId: vmId("WEB01") },
    ];
    for (const [body, query] of others.flatMap((other) => [
      [other, ""] as const,
      [other, "?whatIf=true"] as const,
    ])) {
      const { status, headers: answered, reply } = await post(body, query);
      assert.equal(status, 409, JSON.stringify(body));
      assert.match(answered.get("content-type") ?? "", /^application\/problem\+json/);
      assert.equal(reply.field, "Idempotency-Key");
      assert.equal(reply.id, first.reply.id);
    }
    const same = { filters: [{ Protocol: "TCP", localPort: "" }], timeLimitSeconds: 5, vmId: vmId("web01") };
    for (const body of [request, same]) {
      const { status, reply } = await post(body);
      assert.deepEqual([status, reply.outcome, reply.id], [202, "duplicate", first.reply.id]);
    }
    assert.deepEqual(await instanceIds(world), before);
    await world.outcome(first.reply);
    assert.equal((await post({ vmId: vmId("WEB02") })).status, 409, "after the end as well");
  });

  for (const [body, field] of [
    [{}, "vmId"],
    [{ vmId: "WEB01" }, "vmId"],
    [{ vmId: `${vmId("WEB01")}/../x` }, "vmId"],
    [{ vmId: `${group}/providers/Microsoft.Storage/storageAccounts/x` }, "vmId"],
    [{ vmId: vmId("WEB01"), timeLimitSeconds: 61 }, "timeLimitSeconds"],
    [{ vmId: vmId("WEB01"), filters: [{ localPort: "http" }] }, "filters"],
    [{ vmId: vmId("WEB01"), filters: [{ remoteIPAddress: "1.1.1.1-255.255.255" }] }, "filters"],
    [{ vmId: vmId("WEB01"), recipients: ["x@example.org"] }, "recipients"],
    ["[]", undefined],
    ["{", undefined],
  ] as const)
    it(`answers 400 about ${field ?? "the expected body"}: ${JSON.stringify(body)}`, async () => {
      const { status, headers, reply } = await call(world, "captures", body);
      assert.equal(status, 400);
      assert.match(headers.get("content-type") ?? "", /^application\/problem\+json/);
      assert.equal(reply.field, field);
      assert.ok(reply.detail.length > 20, reply.detail);
    });

  it("ignores a VM outside the allowed scopes and an id that is not a VM's, with the reasons of alerts", async () => {
    const outside = vmId("WEB01").replace("6f1d6ab0", "00000000");
    const arc = vmId("WEB").replace("Microsoft.Compute/virtualMachines", "Microsoft.HybridCompute/machines");
    for (const [id, reason] of [
      [outside, "not-allowed"],
      [arc, "unsupported-target"],
    ]) {
      const { status, reply } = await call(world, "captures", { vmId: id });
      assert.deepEqual([status, reply.outcome, reply.reason], [200, "ignored", reason]);
    }
  });

  it("?whatIf=true answers with the plan and starts nothing", async () => {
    const before = await instanceIds(world);
    const request = { vmId: vmId("WEB01"), maxBytes: 5000 };
    const plan = await call(world, "captures", request, { query: "?whatIf=true" });
    assert.equal(plan.status, 200);
    assert.equal(plan.reply.limits?.maxBytes, 5000);
    assert.equal(plan.reply.id, null, "a request without a key has no id before it is made");
    const headers = { "Idempotency-Key": "plan" };
    const keyed = await call(world, "captures", request, { query: "?whatIf=true", headers });
    assert.match(keyed.reply.targets?.[0]?.captureName ?? "", /^alert-WEB01-[0-9a-f]{16}$/);
    assert.deepEqual(await instanceIds(world), before);
    const made = await call(world, "captures", request, { headers });
    assert.equal(made.reply.id, keyed.reply.id);
    const { captures } = await world.outcome(made.reply);
    assert.equal(captures[0]?.captureName, keyed.reply.targets?.[0]?.captureName);
  });

  it("answers 413 to a body above the limit", async () => {
    const { status } = await call(world, "captures", { vmId: "x".repeat(300 * 1024) });
    assert.equal(status, 413);
  });
});
