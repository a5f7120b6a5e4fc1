import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isDeep } from "../../support/depth.ts";
import { call } from "../../support/world/calls.ts";
import { inWorld } from "../../support/world/inWorld.ts";
import { common, vm, World } from "../../support/world/world.ts";

/** What is in a capture file does not matter here. */
const unread = { CAPTURE_ANALYZE_MAX_BYTES: "0" };

describe("a setting", () => {
  it("CAPTURE_CONFLICT_POLICY=replace stops our running capture of the VM, whose report has its file and names the other", () =>
    inWorld(
      { CAPTURE_CONFLICT_POLICY: "replace", CAPTURE_TIME_LIMIT_SECONDS: "30", ...unread },
      async (world) => {
        const first = await world.fire(await common("WEB01"));
        await world.reach(first, "capturing");
        await world.clock.advance(10_000);
        const second = await world.fire(await common("WEB01"));
        assert.equal((await world.outcome(second)).captures[0]?.stopReason, "TimeExceeded");
        const [replaced] = (await world.outcome(first)).captures;
        const [other] = (await world.outcome(second)).captures;
        assert.deepEqual([replaced?.outcome, replaced?.stopReason], ["captured", "Manual"]);
        assert.equal(replaced?.replacedBy, other?.captureName);
        assert.notEqual(replaced?.fileUrl, null);
        const emails = await world.emails();
        assert.equal(emails.length, 2);
        assert.ok(emails.some(({ subject }) => subject.includes("replaced by a later alert")));
        const session = (await world.captures()).find(({ name }) => name === replaced?.captureName);
        assert.notEqual(session?.deletedAt, null, "its session makes room");
      },
    ));

  it("CAPTURE_CONFLICT_POLICY=parallel captures beside it", () =>
    inWorld({ CAPTURE_CONFLICT_POLICY: "parallel", ...unread }, async (world) => {
      const instances = [await world.fire(await common("WEB01")), await world.fire(await common("WEB01"))];
      for (const instance of instances)
        assert.equal((await world.outcome(instance)).captures[0]?.outcome, "captured");
      assert.equal((await world.captures()).length, 2);
    }));

  for (const policy of isDeep ? ["join", "replace", "parallel"] : [])
    it(`CAPTURE_CONFLICT_POLICY=${policy} reports correctly on both of two alerts that race for one VM`, () =>
      inWorld({ CAPTURE_CONFLICT_POLICY: policy, ...unread }, async (world) => {
        await world.createForeign("theirs", "WEB01");
        const payloads = [await common("WEB01"), await common("WEB01")];
        const instances = await Promise.all(payloads.map((payload) => world.fire(payload)));
        const outcomes = [];
        for (const instance of instances) outcomes.push(...(await world.outcome(instance)).captures);
        const captured = outcomes.filter(({ outcome }) => outcome === "captured");
        assert.ok(captured.length >= 1);
        assert.ok(outcomes.every(({ outcome, code }) => outcome === "captured" || code === "capture-lost"));
        const mine = (await world.captures()).filter(({ name }) => name !== "theirs");
        assert.ok(mine.length === 1 || mine.length === 2);
        for (const { captureName } of captured) assert.ok(mine.some(({ name }) => name === captureName));
        assert.equal((await world.emails()).length, policy === "join" ? 1 : 2);
        const theirs = (await world.captures()).find(({ name }) => name === "theirs");
        assert.equal(theirs?.deletedAt, null);
        assert.equal(theirs.status, "Running");
      }));

  it("CAPTURE_COOLDOWN_SECONDS skips a VM that was captured so recently, and reports it", () =>
    inWorld({ CAPTURE_COOLDOWN_SECONDS: "604800", ...unread }, async (world) => {
      await world.run(await common("WEB01"));
      await world.clock.sleep(6 * 86_400_000);
      for (const query of ["?whatIf=true", ""]) {
        const { reply } = await call(world, "alerts", await common("WEB02"), { query });
        assert.match(reply.detail, /CAPTURE_COOLDOWN_SECONDS is 604800: a VM .* is skipped\./);
        if (query === "") await world.outcome(reply);
        else assert.equal(reply.cooldownSeconds, 604_800);
      }
      const skipped = await world.run(await common("WEB01"));
      assert.deepEqual([skipped.capture.outcome, skipped.capture.code], ["skipped", "cooldown"]);
      assert.equal(skipped.emails.length, 1);
      await world.clock.sleep(86_400_000);
      assert.equal((await world.run(await common("WEB01"))).capture.outcome, "captured");
    }));

  it("CAPTURE_STORE=guest leaves the file on the VM, and the email gives its path", () =>
    inWorld({ CAPTURE_STORE: "guest" }, async (world) => {
      const { capture, emails } = await world.run(await common("WEB02"));
      assert.equal(capture.outcome, "captured", capture.hint ?? "");
      assert.equal(capture.fileUrl, null);
      assert.match(capture.guestPath ?? "", /^\/var\/captures\/alert-WEB02-[0-9a-f]{16}\.cap$/);
      assert.ok(emails[0]?.text.includes(capture.guestPath ?? "-"));
      const calls = (await world.requests()).filter(({ path }) => path.includes("storageAccounts"));
      assert.deepEqual(
        [capture.summary, capture.hint],
        [null, "The file is only on the VM and was not analyzed."],
      );
      assert.deepEqual(calls, [], "a file that stays on the VM needs no storage account");
    }));

  if (isDeep)
    it("CAPTURE_STORE=both writes it to storage too", () =>
      inWorld({ CAPTURE_STORE: "both" }, async (world) => {
        const { capture } = await world.run(await common("WEB01"));
        assert.match(capture.guestPath ?? "", /^C:\\Captures\\alert-WEB01-/);
        assert.equal((await world.environment.readBlob(capture.fileUrl ?? "")).byteLength, capture.bytes);
      }));

  it("CAPTURE_INSTALL_AGENT=true installs a missing agent, waits for it, and captures", () =>
    inWorld({ CAPTURE_INSTALL_AGENT: "true", ...unread }, async (world) => {
      await world.control("PUT", "/vms", [vm("WEB02", { agent: false })]);
      const { capture } = await world.run(await common("WEB02"));
      assert.equal(capture.outcome, "captured", capture.hint ?? "");
      const installations = (await world.requests()).filter(
        ({ method, path }) => method === "PUT" && path.includes("/extensions/"),
      );
      assert.equal(installations.length, 1);
    }));

  it("HISTORY_RETENTION_DAYS purges only the history of captures that ended longer ago", async () => {
    const longAgo = Date.now() - 40 * 86_400_000;
    const world = await World.start({ HISTORY_RETENTION_DAYS: "30", ...unread }, { startAt: longAgo });
    try {
      const old = await world.fire(await common("WEB01"));
      await world.outcome(old);
      await world.clock.sleep(20 * 86_400_000);
      const recent = await world.fire(await common("WEB02"));
      await world.outcome(recent);
      await world.clock.sleep(86_400_000);
      assert.equal((await world.app("GET", `/captures/${old.id}`)).status, 404);
      assert.equal((await world.app("GET", `/captures/${recent.id}`)).status, 200);
    } finally {
      await world.close();
    }
  });
});
