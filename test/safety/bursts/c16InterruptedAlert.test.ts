import assert from "node:assert/strict";
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
    await world.clock.advance(2 * hourMs);
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
});
