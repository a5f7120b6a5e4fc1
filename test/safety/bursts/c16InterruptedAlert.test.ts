import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, describe, it } from "node:test";
import { common, vm, World } from "../../support/world/world.ts";
import type { SimulatedEmail } from "../../support/world/simulated.ts";

const hourMs = 3_600_000;
const tenMinutesMs = 600_000;

describe("an alert whose orchestration ended without a report", () => {
  let world: World;
  before(async () => {
    world = await World.start({ CAPTURE_TIME_LIMIT_SECONDS: "1800" });
  });
  afterEach(() => world.control("PUT", "/faults", []));
  after(() => world.close());

  const durable = async (method: string, path: string): Promise<void> => {
    const url = `${world.environment.url}/runtime/webhooks/durabletask/instances/${path}`;
    const response = await fetch(url, { method });
    assert.ok(response.ok, `${method} ${path} answers ${response.status}`);
    await world.clock.settle();
  };
  const terminate = (id: string) => durable("POST", `${id}/terminate?reason=by hand`);

  /** The one email that a scenario leads to, within ten minutes and for hours after. */
  async function onlyEmail(before: number): Promise<SimulatedEmail> {
    await world.clock.advance(tenMinutesMs);
    assert.equal((await world.emails()).length, before + 1, "emails after ten minutes");
    await world.clock.advance(hourMs);
    const [email, ...more] = (await world.emails()).slice(before);
    assert.ok(email !== undefined && more.length === 0, "one email");
    return email;
  }
  const plain = ({ text }: SimulatedEmail) => text.replaceAll(/\s+/g, " ");

  it("is reported once: terminated while it captures", async () => {
    const before = (await world.emails()).length;
    const instance = await world.fire(await common("WEB01"));
    await world.reach(instance, "capturing");
    const { customStatus } = await world.status(instance);
    await terminate(instance.id);
    const email = await onlyEmail(before);
    const [name] = /alert-WEB01-[0-9a-f]{16}/.exec(email.text) ?? [];
    const said = plain(email);
    assert.match(said, /This alert was terminated/);
    assert.match(said, /Reason by hand|Reason: by hand/);
    assert.ok((await world.captures()).some((capture) => capture.name === name));
    assert.ok(customStatus?.phase === "capturing" && "endsAt" in customStatus);
    assert.ok(said.includes(`is still running, until ${customStatus.endsAt} at the latest`), said);
    assert.match(said, /az network watcher packet-capture stop --location westeurope/);
    assert.match(said, /https:\/\/\S+\.cap/);
  });

  it("is reported once with all that its steps had found: terminated while its report is tried", async () => {
    const before = (await world.emails()).length;
    await world.control("PUT", "/faults", [{ path: "/emails:send", status: 503 }]);
    const instance = await world.fire(await common("WEB02"));
    await world.reach(instance, "reporting");
    await terminate(instance.id);
    await world.control("PUT", "/faults", []);
    const said = plain(await onlyEmail(before));
    assert.match(
      said,
      /This alert was terminated.*WEB02: .*The capture ran its full time limit.*Traffic on WEB02/,
    );
  });

  it("is not reported again: terminated when the answer to its email was lost", async () => {
    const before = (await world.emails()).length;
    const fault = { path: "/emails:send", status: "reset", times: 1 };
    await world.control("PUT", "/faults", [fault, { path: "/emails/operations", status: 503, times: 1 }]);
    const instance = await world.fire(await common("WEB01"));
    await world.clock.runUntil(async () => (await world.emails()).length > before);
    await terminate(instance.id);
    assert.equal((await world.status(instance)).runtimeStatus, "Terminated");
    assert.equal((await onlyEmail(before)).posts, 1);
  });

  it("is not reported when it was purged", async () => {
    const before = (await world.emails()).length;
    const instance = await world.fire(await common("WEB01"));
    await world.reach(instance, "capturing");
    await terminate(instance.id);
    await durable("DELETE", instance.id);
    await world.clock.advance(hourMs);
    assert.equal((await world.emails()).length, before);
  });

  it("is reported with the outcomes of its VMs: ended, running, not found", async () => {
    await world.control("PUT", "/vms", [vm("WEB01"), vm("WEB02")]);
    const before = (await world.emails()).length;
    const instance = await world.fire(await common("GONE01", "WEB01", "WEB02"));
    await world.clock.advance(60_000);
    await terminate(`${instance.id}:3`);
    await terminate(instance.id);
    const email = await onlyEmail(before);
    assert.match(email.subject, /3 VMs/);
    const said = plain(email);
    assert.match(said, /gone01: capture failed, VM not found/);
    for (const name of ["WEB01", "WEB02"])
      assert.match(said, new RegExp(`alert-${name}-[0-9a-f]{16} is still running, until`));
  });

  it("is reported even while Azure answers nothing about its capture", async () => {
    const before = (await world.emails()).length;
    const instance = await world.fire(await common("WEB01"));
    await world.reach(instance, "capturing");
    await world.control("PUT", "/faults", [{ path: "/(packetCaptures|virtualMachines)/", status: 503 }]);
    await terminate(instance.id);
    const said = plain(await onlyEmail(before));
    assert.match(said, /Whether the VM's packet capture still runs is unknown.*alert-WEB01-[0-9a-f]{16}/);
  });

  it("is reported once after a deployment that changed the order of its steps", async (t) => {
    const directory = mkdtempSync(join(tmpdir(), "capture-on-alert-reordered-"));
    t.after(() => {
      rmSync(directory, { recursive: true });
    });
    const settings = { CAPTURE_TIME_LIMIT_SECONDS: "1800" };
    const old = await World.start(settings, { stateDirectory: directory });
    const instance = await old.fire(await common("WEB02"));
    await old.reach(instance, "capturing");
    await old.close();
    const appDirectory = new URL("../../fixtures/apps/reordered", import.meta.url).pathname;
    const startAt = old.clock.now();
    const next = await World.start(settings, { stateDirectory: directory, appDirectory, startAt });
    try {
      await next.clock.advance(2 * hourMs);
      const { body } = await next.app("GET", `/captures/${instance.id}`);
      assert.equal((body as { status: string }).status, "failed");
      const [email, ...more] = await next.emails();
      assert.ok(email !== undefined && more.length === 0, "one email");
      assert.match(
        plain(email),
        /The app could not finish this alert.*alert-WEB02-[0-9a-f]{16} is still running/,
      );
    } finally {
      await next.close();
    }
  });

  it("leaves the list of captures as it is", async () => {
    const { body } = await world.app("GET", "/captures?top=1000");
    const { captures } = body as { captures: { id: string; status: string }[] };
    assert.ok(captures.length > 0 && captures.every(({ id }) => id.startsWith("alert-")));
  });
});
