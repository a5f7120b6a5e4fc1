import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { renewalLead } from "../../../../src/captures/rings/arming/renewalLead.ts";
import { vmIdOf } from "../../../support/rings/rings.ts";

const vms = Array.from({ length: 200 }, (_, number) => vmIdOf(`WEB${number}`));
const leads = (sessionSeconds: number) => vms.map((vmId) => renewalLead(vmId, sessionSeconds));

describe("the renewal of a ring", () => {
  it("comes a minute to 61 minutes before the end of a day's session, spread over the hour", () => {
    const found = leads(86_400);
    assert.ok(found.every((lead) => lead >= 60 && lead < 3660));
    const tenths = Array.from({ length: 10 }, (_, tenth) =>
      found.filter((lead) => Math.floor((lead - 60) / 360) === tenth),
    );
    for (const each of tenths) assert.ok(each.length >= 8 && each.length <= 36, String(each.length));
  });

  it("is within the last fifth of a short session, and before its end", () => {
    assert.ok(leads(60).every((lead) => lead >= 6 && lead < 12));
  });

  it("is always the same for a VM, whatever the casing of its id", () => {
    assert.equal(renewalLead(vmIdOf("web01").toUpperCase(), 86_400), renewalLead(vmIdOf("WEB01"), 86_400));
  });
});
