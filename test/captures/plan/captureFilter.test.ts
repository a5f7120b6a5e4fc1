import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readFilters } from "../../../src/captures/plan/captureFilter.ts";

const problemOf = (filters: unknown): string => {
  const reading = readFilters(typeof filters === "string" ? filters : JSON.stringify(filters));
  return reading.ok ? "none" : reading.problem;
};

describe("capture filters", () => {
  it("accept the API's fields: one value, one range or one list", () => {
    const filters = [
      { protocol: "TCP", remoteIPAddress: "203.0.113.9", remotePort: "443" },
      { localIPAddress: "10.0.0.4-10.0.0.9", localPort: "80;443" },
      { remoteIPAddress: "2001:db8::1;2001:db8::2", remotePort: "8000-8080" },
    ];
    assert.deepEqual(readFilters(JSON.stringify(filters)), { ok: true, filters });
  });

  it("reject what the service would reject or silently capture nothing with", () => {
    assert.equal(problemOf("[{"), "is not JSON");
    assert.equal(problemOf({}), "is not a JSON array of filters");
    assert.equal(problemOf([1]), "each filter is an object");
    assert.match(problemOf([{ protocol: "ICMP" }]), /"protocol"/);
    assert.match(problemOf([{ remotePort: "80-85;443" }]), /"remotePort"/);
    assert.match(problemOf([{ remotePort: "70000" }]), /"remotePort"/);
    assert.match(problemOf([{ remoteIpAddress: "203.0.113.9" }]), /is not a filter field/);
    assert.match(problemOf([{ toString: "x" }]), /is not a filter field/);
  });
});
