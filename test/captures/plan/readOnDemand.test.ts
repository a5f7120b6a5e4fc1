import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readOnDemand } from "../../../src/captures/plan/readOnDemand.ts";
import type { CaptureLimits } from "../../../src/captures/plan/capturePlan.ts";

const limits: CaptureLimits = { timeLimitSeconds: 300, maxBytes: 1000, bytesPerPacket: 0, filters: [] };
const vmId = "/subscriptions/s/vm";

describe("readOnDemand", () => {
  it("uses the app's limits where the request has none", () => {
    assert.deepEqual(readOnDemand({ vmId, maxBytes: null }, limits), { ok: true, vmId, asked: {}, limits });
  });

  it("uses the request's limits within the app's", () => {
    const asked = { timeLimitSeconds: 5, maxBytes: 1, bytesPerPacket: 96, filters: [{ localPort: "443" }] };
    assert.deepEqual(readOnDemand({ vmId, ...asked }, limits), { ok: true, vmId, asked, limits: asked });
  });

  for (const [body, field] of [
    [[], null],
    [null, null],
    ["text", null],
    [{}, "vmId"],
    [{ vmId: 1 }, "vmId"],
    [{ vmId, timeLimit: 5 }, "timeLimit"],
    [{ vmId, timeLimitSeconds: 301 }, "timeLimitSeconds"],
    [{ vmId, timeLimitSeconds: 0 }, "timeLimitSeconds"],
    [{ vmId, timeLimitSeconds: "5" }, "timeLimitSeconds"],
    [{ vmId, timeLimitSeconds: 1.5 }, "timeLimitSeconds"],
    [{ vmId, maxBytes: 1001 }, "maxBytes"],
    [{ vmId, bytesPerPacket: -1 }, "bytesPerPacket"],
    [{ vmId, filters: {} }, "filters"],
    [{ vmId, filters: [{ protocol: "ICMP" }] }, "filters"],
    [JSON.parse('{"vmId":"x","__proto__":{"maxBytes":1}}') as unknown, "__proto__"],
  ] as const)
    it(`names the wrong field: ${JSON.stringify(body)}`, () => {
      const reading = readOnDemand(body, limits);
      assert.equal(reading.ok, false);
      assert.equal(reading.field, field);
    });

  it("stays within the app's own filters and bytes per packet", () => {
    const own = { ...limits, bytesPerPacket: 96, filters: [{ localPort: "443" }] };
    for (const asked of [{ filters: [] }, { filters: [{}] }, { bytesPerPacket: 0 }, { bytesPerPacket: 97 }])
      assert.equal(readOnDemand({ vmId, ...asked }, own).ok, false, JSON.stringify(asked));
    assert.deepEqual(readOnDemand({ vmId }, own), { ok: true, vmId, asked: {}, limits: own });
  });

  it("has the same wishes for requests that differ only in order, case and spaces", () => {
    const wishes = [
      { vmId, maxBytes: 5, timeLimitSeconds: 7, filters: [{ LocalPort: " 443 ", protocol: "tcp" }] },
      { filters: [{ protocol: "TCP", localPort: "443;" }], timeLimitSeconds: 7, maxBytes: 5, vmId },
    ].map((body) => {
      const reading = readOnDemand(body, limits);
      return JSON.stringify(reading.ok && reading.asked);
    });
    assert.equal(wishes[0], wishes[1]);
  });

  it("names the field, the value and the expected form of a wrong filter", () => {
    const filters = [{ protocol: "TCP", remoteIPAddress: "1.1.1.1-255.255.255" }];
    const reading = readOnDemand({ vmId, filters }, limits);
    assert.ok(!reading.ok);
    assert.equal(reading.field, "filters");
    assert.match(
      reading.detail,
      /^filters has a wrong filter \(number 1\): remoteIPAddress must be .* a range in order .*; the value is "1\.1\.1\.1-255\.255\.255"\.$/,
    );
  });
});
