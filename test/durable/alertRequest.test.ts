import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readAlertRequest } from "../../src/durable/alertRequest.ts";

const request = {
  occurrence: "0".repeat(32),
  alert: null,
  requestedBy: null,
  overrides: [],
  vmIds: ["/subscriptions/…"],
  plan: {
    limits: { timeLimitSeconds: 1, maxBytes: 1, bytesPerPacket: 0, filters: [] },
    namePrefix: "alert",
    sessionLimit: 100,
    conflictPolicy: "join",
    cooldownSeconds: 0,
    installAgent: false,
    poll: { minSeconds: 5, maxSeconds: 300 },
  },
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
      assert.throws(
        () => readAlertRequest({ ...request, ...targets }),
        /vmIds, a list of at least one ARM id/,
      );
    assert.throws(() => readAlertRequest({ ...request, hostNames: "WEB01" }), /or hostNames/);
  });
});
