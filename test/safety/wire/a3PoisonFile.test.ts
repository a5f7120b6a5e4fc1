import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { PoisonablePackage } from "../../support/analysis/poisonablePackage.ts";
import { analyzed, common, World } from "../../support/world/world.ts";

describe("an alert whose capture file is poison", () => {
  let bundle: PoisonablePackage;
  let world: World;
  before(async () => {
    bundle = await PoisonablePackage.create();
    world = await World.start(analyzed, { appDirectory: bundle.directory });
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
});
