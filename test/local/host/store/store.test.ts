import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, describe, it } from "node:test";
import { HostWorld } from "../../../support/world/hostWorld.ts";

describe("the state file", () => {
  const directory = mkdtempSync(join(tmpdir(), "host-state-"));
  after(() => {
    rmSync(directory, { recursive: true });
  });
  const file = (name: string): string => join(directory, name);

  it("keeps orchestrations from one host to the next: timers, events, children, URLs", async () => {
    const stateFile = file("carried.sqlite");
    const first = await HostWorld.start({ stateFile });
    const sleeping = await first.start("sleep", { ms: 3_600_000 });
    const waiting = await first.start("await");
    const parent = await first.start("parent", { child: "await", id: "child" });
    await first.clock.advance(60_000);
    const { url: firstUrl } = first.host;
    const links = await (await first.durable("POST", "orchestrators/await/linked")).text();
    await first.close();

    const second = await HostWorld.start({ stateFile, clock: first.clock });
    const again = await (await second.durable("POST", "orchestrators/await/other")).text();
    assert.equal(again.replaceAll(second.host.url, firstUrl), links.replaceAll("linked", "other"));
    await second.event(waiting, "go", 1);
    await second.event("child", "go", 2);
    assert.deepEqual((await second.status(waiting)).output, { data: 1 });
    assert.deepEqual((await second.status(parent)).output, { child: { data: 2 } });
    assert.equal((await second.ending(sleeping)).output, 3_600_000);
    await second.close();
  });

  it("keeps a timer that fell due while no host ran", async () => {
    const stateFile = file("overdue.sqlite");
    const first = await HostWorld.start({ stateFile });
    const id = await first.start("sleep", { ms: 60_000 });
    await first.clock.settle();
    await first.close();
    await first.clock.advance(90_000);
    const second = await HostWorld.start({ stateFile, clock: first.clock });
    await second.clock.settle();
    assert.equal((await second.status(id)).output, 90_000);
    await second.close();
  });

  it("keeps the result of an activity that ran while its host closed", async () => {
    const stateFile = file("closed.sqlite");
    const first = await HostWorld.start({ stateFile });
    const id = await first.start("call", { activity: "slow" });
    const begun = () => first.log.filter(({ message }) => message === "slow begins").length;
    while (begun() === 0) await new Promise((resolve) => setImmediate(resolve));
    await first.close();
    const second = await HostWorld.start({ stateFile, clock: first.clock });
    assert.equal((await second.ending(id)).output, "finished");
    assert.ok(!second.log.some(({ message }) => message === "slow begins"), "it does not run again");
    await second.close();
  });

  it("is refused to a second host while the first runs", async () => {
    const stateFile = file("locked.sqlite");
    const first = await HostWorld.start({ stateFile });
    await assert.rejects(HostWorld.start({ stateFile }), /Another host is using it/);
    await first.close();
    await (await HostWorld.start({ stateFile })).close();
  });

  it("of a newer version is refused", async () => {
    const stateFile = file("newer.sqlite");
    await (await HostWorld.start({ stateFile })).close();
    const newer = new DatabaseSync(stateFile);
    newer.exec("PRAGMA user_version = 99");
    newer.close();
    await assert.rejects(HostWorld.start({ stateFile }), /version 99/);
  });
});
