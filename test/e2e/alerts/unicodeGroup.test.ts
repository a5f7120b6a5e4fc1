import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { call } from "../../support/world/calls.ts";
import { analyzed, vm, vmId, World } from "../../support/world/world.ts";

const fixture = new URL("../../fixtures/alerts/x20-common-unicode-resource-group.json", import.meta.url);
const inGroup = (group: string, name = "WEB01"): string => vmId(name).replace("Prod-Web-RG", group);
const ours = ["FORMACIÓN", "ΟΔΟΣ-(1)資"];

describe("a VM in a resource group with letters outside ASCII", () => {
  let world: World;
  before(async () => {
    world = await World.start(analyzed);
    await world.control(
      "PUT",
      "/vms",
      ours.map((group) => ({ ...vm("WEB01"), id: inGroup(group) })),
    );
  });
  after(() => world.close());

  it("is captured, analyzed and reported, and every call to Azure has it percent-encoded", async () => {
    await world.control("DELETE", "/requests");
    const { capture, emails } = await world.run(await readFile(fixture, "utf8"));
    assert.equal(capture.outcome, "captured", capture.hint ?? "");
    assert.equal(capture.vmId, inGroup("FORMACIÓN"));
    assert.ok(capture.summary !== null, capture.hint ?? "");
    assert.equal((await world.captures()).at(-1)?.target, inGroup("FORMACIÓN"));
    assert.match(emails[0]?.text ?? "", /resourceGroups\/FORMACIÓN\//);
    const paths = (await world.requests()).map(({ path }) => path);
    assert.ok(
      paths.some((path) => path.includes("/resourceGroups/FORMACI%C3%93N/")),
      paths.join("\n"),
    );
    assert.ok(paths.every((path) => /^[!-~]*$/.test(path)));
  });

  it("is captured on demand, in any casing and percent-encoded", async () => {
    for (const id of [encodeURI(inGroup("formación")), inGroup("οδοσ-(1)資"), inGroup("οδος-(1)資")]) {
      const { status, reply } = await call(world, "captures", { vmId: id, timeLimitSeconds: 1 });
      assert.equal(status, 202, `${id}: ${reply.detail}`);
      const { captures } = await world.outcome(reply);
      assert.equal(captures[0]?.outcome, "captured", captures[0]?.hint ?? "");
      assert.ok(ours.map((group) => inGroup(group)).includes(captures[0].vmId), captures[0].vmId);
    }
  });
});
