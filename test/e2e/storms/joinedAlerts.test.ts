import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { isDeep } from "../../support/depth.ts";
import { common, World } from "../../support/world/world.ts";

type Payload = { data: { essentials: { alertRule: string; severity: string } } };

/** An alert of a rule of its own. */
async function ofRule(rule: string, ...vms: string[]): Promise<unknown> {
  const payload = (await common(...vms)) as Payload;
  payload.data.essentials.alertRule = rule;
  return payload;
}

const many = isDeep ? 200 : 30;

describe("alerts that join a capture", () => {
  let world: World;
  before(async () => {
    world = await World.start({ CAPTURE_TIME_LIMIT_SECONDS: "120" });
  });
  after(() => world.close());

  it(`${many} within a minute are told in its one report`, async () => {
    const instances = [];
    for (let number = 1; number <= many; number += 1)
      instances.push(await world.fire(await ofRule(`rule-${number}`, "WEB01")));
    const outcomes = [];
    for (const instance of instances) outcomes.push(await world.outcome(instance));
    assert.equal((await world.captures()).length, 1);
    const emails = await world.emails();
    assert.equal(emails.length, 1);
    const leader = outcomes.find(({ report }) => report !== null);
    assert.equal(leader?.joinedBy, many - 1);
    console.log(JSON.stringify(outcomes.slice(0,2), null, 1).slice(0, 3000));
  });
});
