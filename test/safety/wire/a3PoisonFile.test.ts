import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { PoisonablePackage } from "../../support/analysis/poisonablePackage.ts";
import { common, World } from "../../support/world/world.ts";

describe("an alert whose capture file is poison", () => {
  let bundle: PoisonablePackage;
  let world: World;
  before(async () => {
    bundle = await PoisonablePackage.create();
    world = await World.start({}, { appDirectory: bundle.directory });
  });
  after(async () => {
    await world.close();
    await bundle.close();
  });

  /** What the email says, and the capture's hint, which is in it. */
  async function report(payload: unknown): Promise<string> {
    const { capture, emails } = await world.run(payload);
    assert.deepEqual([capture.outcome, capture.code, emails.length], ["captured", null, 1]);
    assert.ok(capture.fileUrl !== null);
    if (capture.hint === null) assert.ok((capture.summary?.packets ?? 0) > 0);
    else assert.ok(emails[0]?.text.replaceAll(/\s+/g, " ").includes(capture.hint), emails[0]?.text);
    return capture.hint ?? "analyzed";
  }

  for (const [poison, hint] of [
    ["crash", /^The capture file was not analyzed: Its analysis broke off \(SIGABRT\)\.$/],
    [
      "memory",
      /^The capture file was not analyzed: Its analysis needed more memory than its 256 MiB and was/,
    ],
  ] as const)
    it(`gets its email, and so does the next: ${poison}`, async () => {
      await bundle.poison(poison);
      assert.match(await report(await common("WEB01")), hint);
      await bundle.poison("none");
      assert.equal(await report(await common("WEB01")), "analyzed");
    });

  it("is joined by others meanwhile, while time waits for its analysis", async () => {
    await bundle.poison("loop");
    const first = await world.fire(await common("WEB01"));
    await world.reach(first, "capturing");
    const ending = world.outcome(first);
    const analysis = await bundle.begun();
    const now = world.clock.now();
    // The analysis loops for ever, and everything else goes on.
    assert.equal((await world.app("GET", "/health")).status, 200);
    const second = await world.fire(await common("WEB02"));
    assert.equal((await world.status(first)).customStatus?.phase, "analyzing");
    assert.equal(world.clock.now(), now);
    await bundle.poison("none");
    process.kill(analysis, "SIGKILL");
    const hints = [await ending, await world.outcome(second)].map(({ captures }) => captures[0]?.hint);
    assert.deepEqual(hints, ["The capture file was not analyzed: Its analysis broke off (SIGKILL).", null]);
  });
});
