import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { operationId } from "../../../src/report/operationId.ts";
import { isDeep } from "../../support/depth.ts";
import {
  assertTold,
  countNaming,
  ofRule,
  outcomesOf,
  storm,
  type Instance,
} from "../../support/storms/storm.ts";
import { analyzed, vm, World } from "../../support/world/world.ts";

const many = isDeep ? 200 : 20;

describe("alerts that join a capture", () => {
  let world: World;
  before(async () => {
    world = await World.start({ CAPTURE_TIME_LIMIT_SECONDS: "60", ...analyzed });
  });
  after(() => world.close());
  afterEach(() => world.control("PUT", "/vms", [vm("WEB01"), vm("WEB02")]));

  const fired = async (...rules: readonly (readonly [string, ...string[]])[]): Promise<Instance[]> => {
    const instances: Instance[] = [];
    for (const [rule, ...vms] of rules) {
      const instance = await world.fire(await ofRule(rule, ...vms));
      await world.reach(instance, "capturing");
      await world.clock.advance(1000);
      instances.push(instance);
    }
    return instances;
  };

  it(`${many} within a minute are told in its one report, which alone analyzes the file`, async () => {
    const instances = await storm(world, many, "one VM");
    const outcomes = await outcomesOf(world, instances);
    assert.equal((await world.captures()).length, 1);
    const emails = await world.emails();
    assert.equal(emails.length, 1);
    assertTold(instances, outcomes, emails);
    const leader = outcomes.find(({ report }) => report !== null);
    assert.equal(leader?.joinedBy, many - 1);
    const [own] = leader.captures;
    for (const { captures, reportedIn } of outcomes.filter((outcome) => outcome !== leader)) {
      const [joined] = captures;
      assert.equal(operationId(reportedIn ?? ""), emails[0]?.operationId);
      assert.equal(joined?.joined, true);
      assert.notEqual(joined.summary, null);
      assert.deepEqual(
        [joined.captureName, joined.fileUrl, joined.bytes, joined.summary],
        [own?.captureName, own?.fileUrl, own?.bytes, own?.summary],
      );
    }
    const list = (await world.app("GET", "/captures?top=1000")).body as {
      readonly captures: readonly { readonly reportedIn: string | null }[];
    };
    assert.equal(list.captures.filter(({ reportedIn }) => reportedIn !== null).length, many - 1);
    for (const { alert } of outcomes) assert.equal(countNaming(emails, alert?.rule ?? "-"), 1);
  });

  it("with all of their VMs are told there, and with some of them tell themselves", async () => {
    const before = (await world.emails()).length;
    await world.control("PUT", "/vms", [vm("A"), vm("B"), vm("C")]);
    const instances = await fired(["both", "A", "B"], ["one", "B"], ["whole", "A", "B"], ["part", "B", "C"]);
    const outcomes = await outcomesOf(world, instances);
    const emails = (await world.emails()).slice(before);
    assertTold(instances, outcomes, emails);
    assert.deepEqual(
      outcomes.map(({ report }) => report !== null),
      [true, false, false, true],
    );
    assert.equal(outcomes[0]?.joinedBy, 2);
    assert.equal(emails.length, 2);
  });

  it("of different captures of an alert with several VMs, which has joined both, leave it its own report", async () => {
    const before = (await world.emails()).length;
    await world.control("PUT", "/vms", [vm("A"), vm("B")]);
    const instances = await fired(["first", "A"], ["second", "B"], ["either", "A", "B"]);
    const outcomes = await outcomesOf(world, instances);
    const emails = (await world.emails()).slice(before);
    assertTold(instances, outcomes, emails);
    assert.equal(emails.length, 3);
    assert.ok(outcomes[2]?.captures.every(({ joined }) => joined));
  });
});
