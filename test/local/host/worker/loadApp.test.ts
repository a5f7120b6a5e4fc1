import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { HostWorld } from "../../../support/world/hostWorld.ts";

describe("an app", () => {
  for (const [app, what, message] of [
    [
      "broken",
      "that throws while loading",
      /apps\/broken\/main\.ts cannot be loaded: cannot start like this/,
    ],
    ["empty", "that registers nothing", /registers no functions/],
    [
      "queue",
      "with an unsupported trigger",
      /'worker' has a 'queueTrigger', which the local host does not support/,
    ],
    ["nowhere", "that does not exist", /ENOENT/],
  ] as const)
    it(`${what} is refused with a clear message`, async () => {
      await assert.rejects(HostWorld.start({ app }), message);
    });

  it("of CommonJS files that match a pattern is loaded afresh by every host", async () => {
    const directory = await commonJsApp();
    for (const run of ["first", "second"]) {
      const world = await HostWorld.start({ directory });
      assert.equal(await (await world.fetch("/api/one")).text(), "1", run);
      assert.equal(await (await world.fetch("/api/two")).text(), "two", run);
      await world.close();
    }
    await rm(directory, { recursive: true });
  });

  it("finds the host's address in WEBSITE_HOSTNAME", async () => {
    const world = await HostWorld.start({ app: "web" });
    assert.equal(`http://${process.env.WEBSITE_HOSTNAME ?? ""}`, world.host.url);
    await world.close();
  });

  it("cannot have a port that is taken", async () => {
    const world = await HostWorld.start({ app: "web" });
    const port = Number(new URL(world.host.url).port);
    await assert.rejects(HostWorld.start({ app: "web", port }), /EADDRINUSE/);
    await world.close();
  });
});

async function commonJsApp(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "host-commonjs-"));
  const library = JSON.stringify(createRequire(import.meta.url).resolve("@azure/functions"));
  const one = `let calls = 0; require(${library}).app.http("one", { handler: () => ({ body: String(++calls) }) });`;
  const two = `require(${library}).app.http("two", { handler: () => ({ body: "two" }) });`;
  await writeFile(join(directory, "package.json"), JSON.stringify({ main: "{one,two}.cjs" }));
  await writeFile(join(directory, "host.json"), "{}");
  await writeFile(join(directory, "one.cjs"), one);
  await writeFile(join(directory, "two.cjs"), two);
  return directory;
}
