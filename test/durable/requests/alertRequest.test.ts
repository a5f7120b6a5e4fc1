import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readAlertRequest } from "../../../src/durable/requests/alertRequest.ts";

const request = {
  occurrence: "0".repeat(32),
  alert: null,
  requestedBy: null,
  overrides: [],
  vmIds: ["/subscriptions/…"],
  limits: {},
};

describe("readAlertRequest", () => {
  it("takes VMs, or computers' names, or both", () => {
    for (const targets of [
      {},
      { vmIds: [], hostNames: ["WEB01"] },
      { hostNames: ["WEB01"] },
      { hostNames: [] },
    ])
      assert.deepEqual(readAlertRequest({ ...request, ...targets }), { ...request, ...targets });
  });

  it("refuses an input without a target, or with one that is no text", () => {
    for (const targets of [
      { vmIds: [] },
      { vmIds: [], hostNames: [] },
      { vmIds: [1] },
      { hostNames: [null] },
    ])
      assert.throws(() => readAlertRequest({ ...request, ...targets }), /vmIds|hostNames/);
    assert.throws(() => readAlertRequest({ ...request, hostNames: "WEB01" }), /hostNames must be a list/);
  });
});
