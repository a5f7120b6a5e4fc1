import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { common, legacy, vm, vmId, World } from "../../support/world/world.ts";

describe("an alert becomes a packet capture, a finished file and an email", () => {
  let world: World;
  before(async () => {
    world = await World.start({
      CAPTURE_TIME_LIMIT_SECONDS: "5",
      CAPTURE_MAX_BYTES: "50000000",
      CAPTURE_BYTES_PER_PACKET: "0",
    });
  });
  after(() => world.close());

  for (const [schema, name, payload] of [
    ["common", "WEB01", common],
    ["older metric", "WEB02", legacy],
  ] as const) {
    it(`captures ${name} for an alert in the ${schema} schema`, async () => {
      const { outcome, capture, emails } = await world.run(await payload(name));
      assert.equal(outcome.alert?.rule, "net-out-high");
      assert.equal(outcome.alert.severity, "Sev2");
      assert.equal(capture.outcome, "captured");
      assert.equal(capture.vmId, vmId(name));
      assert.equal(capture.stopReason, "TimeExceeded");
      assert.equal(emails.length, 1);
      const [email] = emails;
      assert.deepEqual(outcome.report, {
        sentTo: ["oncall@example.com"],
        messageId: email?.operationId,
        error: null,
      });
      for (const fact of [name, "net-out-high", capture.fileUrl ?? "no file", "time limit"])
        assert.ok(email?.text.includes(fact), `the email names ${fact}`);
      assert.equal(email?.posts, 1);
    });

    it(`starts one session on ${name}, with the configured storage account and limits`, async () => {
      const sessions = (await world.captures()).filter(({ target }) => target === vmId(name));
      assert.equal(sessions.length, 1);
      const [session] = sessions;
      assert.equal(session?.timeLimitInSeconds, 5);
      assert.equal(session.totalBytesPerSession, 50_000_000);
      assert.match(session.storageId ?? "", /storageAccounts\/captureonalert$/i);
    });
  }

  it("leaves a file in storage with the size that the outcome reports", async () => {
    const { capture } = await world.run(await common("WEB01"));
    const file = await world.environment.readBlob(capture.fileUrl ?? "");
    assert.equal(file.byteLength, capture.bytes);
    assert.equal(file.readUInt32LE(0), 0xa1b2c3d4, "the pcap magic number");
  });

  it("shows its phases in the custom status, in order", async () => {
    const instance = await world.fire(await common("WEB01"));
    const seen: string[] = [];
    await world.clock.runUntil(async () => {
      const { customStatus, runtimeStatus } = await world.status(instance);
      if (customStatus !== null && seen.at(-1) !== customStatus.phase) seen.push(customStatus.phase);
      return runtimeStatus === "Completed";
    });
    const order = ["resolving", "clearing", "starting", "capturing", "analyzing", "reporting", "done"];
    assert.deepEqual(
      seen,
      order.filter((phase) => seen.includes(phase)),
    );
    for (const phase of ["capturing", "reporting", "done"]) assert.ok(seen.includes(phase), phase);
  });

  it("captures each VM of an alert with several VMs, and reports once", async () => {
    const { outcome, emails } = await world.run(await common("WEB01", "WEB02"));
    assert.deepEqual(
      outcome.captures.map((capture) => [capture.vmName, capture.outcome]),
      [
        ["WEB01", "captured"],
        ["WEB02", "captured"],
      ],
    );
    assert.equal(emails.length, 1);
    assert.ok(emails[0]?.text.includes("WEB01") && emails[0].text.includes("WEB02"));
  });

  it("needs three sequential round trips from the alert to the PUT: the site, the sessions, the PUT", async () => {
    await world.control("PUT", "/vms", [vm("NEW01")]);
    await world.control("DELETE", "/requests");
    await world.outcome(await world.fire(await common("NEW01")));
    const calls = (await world.requests()).filter(({ path }) => path.startsWith("/subscriptions/"));
    const kind = /(?:virtualMachines|storageAccounts|networkWatchers|packetCaptures)(?=(?:\/[^/?]+)?\?)/;
    const kinds = calls.map(({ method, path }) => `${method} ${kind.exec(path)?.[0] ?? path}`);
    // The first three are sent side by side, so their order is chance.
    assert.deepEqual(kinds.slice(0, 3).toSorted(), [
      "GET networkWatchers",
      "GET storageAccounts",
      "GET virtualMachines",
    ]);
    assert.deepEqual(kinds.slice(3, 5), ["GET packetCaptures", "PUT packetCaptures"]);
  });
});
