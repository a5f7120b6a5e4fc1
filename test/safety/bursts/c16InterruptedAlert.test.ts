import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, describe, it } from "node:test";
import { interruptions, lineOf } from "../../support/world/interruptions.ts";
import { common, World } from "../../support/world/world.ts";

const hourMs = 3_600_000;

describe("an alert whose orchestration ended without a report", () => {
  let world: World;
  let act: ReturnType<typeof interruptions>;
  before(async () => {
    world = await World.start({ CAPTURE_TIME_LIMIT_SECONDS: "300" });
    act = interruptions(world);
  });
  afterEach(() => world.control("PUT", "/faults", []));
  after(() => world.close());

  it("is reported once: terminated while it captures", async () => {
    const before = (await world.emails()).length;
    const instance = await world.fire(await common("WEB01"));
    await world.reach(instance, "capturing");
    const { customStatus } = await world.status(instance);
    await act.terminate(instance.id);
    const email = await act.onlyEmail(before);
    const [name] = /alert-WEB01-[0-9a-f]{16}/.exec(email.text) ?? [];
    const said = lineOf(email);
    assert.match(said, /This alert was terminated/);
    assert.match(said, /Reason by hand|Reason: by hand/);
    assert.ok((await world.captures()).some((capture) => capture.name === name));
    assert.ok(customStatus?.phase === "capturing" && "endsAt" in customStatus);
    assert.ok(said.includes(`is still running, until ${customStatus.endsAt} at the latest`), said);
    assert.match(said, /az network watcher packet-capture stop --location westeurope/);
    assert.match(said, /https:\/\/\S+\.cap/);
  });

  it("is not reported again: terminated when the answer to its email was lost", async () => {
    const before = (await world.emails()).length;
    const fault = { path: "/emails:send", status: "reset", times: 1 };
    await world.control("PUT", "/faults", [fault, { path: "/emails/operations", status: 503, times: 1 }]);
    const instance = await world.fire(await common("WEB01"));
    await world.clock.runUntil(async () => (await world.emails()).length > before);
    await act.terminate(instance.id);
    assert.equal((await world.status(instance)).runtimeStatus, "Terminated");
    assert.equal((await act.onlyEmail(before)).posts, 1);
  });

  it("is reported once after a deployment that changed the order of its steps", async (t) => {
    const directory = mkdtempSync(join(tmpdir(), "capture-on-alert-reordered-"));
    t.after(() => {
      rmSync(directory, { recursive: true });
    });
    const settings = { CAPTURE_TIME_LIMIT_SECONDS: "300" };
    const old = await World.start(settings, { stateDirectory: directory });
    const instance = await old.fire(await common("WEB02"));
    await old.reach(instance, "capturing");
    await old.close();
    const appDirectory = new URL("../../fixtures/apps/reordered", import.meta.url).pathname;
    const startAt = old.clock.now();
    const next = await World.start(settings, { stateDirectory: directory, appDirectory, startAt });
    try {
      await next.clock.advance(hourMs / 2);
      const { body } = await next.app("GET", `/captures/${instance.id}`);
      assert.equal((body as { status: string }).status, "failed");
      const [email, ...more] = await next.emails();
      assert.ok(email !== undefined && more.length === 0, "one email");
      assert.match(
        lineOf(email),
        /The app could not finish this alert.*alert-WEB02-[0-9a-f]{16} is still running/,
      );
    } finally {
      await next.close();
    }
  });
});
