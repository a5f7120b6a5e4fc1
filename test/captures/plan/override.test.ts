import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { filtersWithin } from "../../../src/captures/plan/filtersWithin.ts";
import { applyOverrides } from "../../../src/captures/plan/override.ts";
import type { CaptureFilter } from "../../../src/captures/plan/captureFilter.ts";
import type { CaptureLimits } from "../../../src/captures/plan/capturePlan.ts";

const limits: CaptureLimits = { timeLimitSeconds: 300, maxBytes: 1000, bytesPerPacket: 0, filters: [] };
const web: CaptureFilter = { protocol: "TCP", localPort: "80-443" };

const applied = (properties: Record<string, string>, own: CaptureLimits = limits) => {
  const { limits: effective, overrides } = applyOverrides(own, properties);
  return { effective, fates: overrides.map(({ name, outcome }) => `${name} ${outcome}`), overrides };
};

describe("applyOverrides", () => {
  it("keeps the app's limits when the rule requests none", () => {
    assert.deepEqual(applyOverrides(limits, { team: "web" }), { limits, overrides: [] });
  });

  it("applies lower limits and filters, in any casing of the names", () => {
    const { effective, fates } = applied({
      CAPTURETIMELIMITSECONDS: "60",
      capturemaxbytes: "500",
      CaptureFilters: JSON.stringify([web]),
    });
    assert.deepEqual(effective, { ...limits, timeLimitSeconds: 60, maxBytes: 500, filters: [web] });
    assert.deepEqual(fates, [
      "captureTimeLimitSeconds applied",
      "captureMaxBytes applied",
      "captureFilters applied",
    ]);
  });

  it("prefers the exact name to another casing", () => {
    const { effective } = applied({ CaptureMaxBytes: "1", captureMaxBytes: "2" });
    assert.equal(effective.maxBytes, 2);
  });

  for (const value of ["301", "99999999999999999999", "9".repeat(900)])
    it(`never goes beyond the app's own limit: ${value.slice(0, 30)}`, () => {
      const { effective, fates } = applied({ captureTimeLimitSeconds: value });
      assert.equal(effective.timeLimitSeconds, 300);
      assert.deepEqual(fates, ["captureTimeLimitSeconds limited"]);
    });

  for (const value of [
    "",
    "0",
    "-5",
    "5.5",
    "1e2",
    "0x10",
    "five",
    "60 seconds",
    "NaN",
    "Infinity",
    "\u0000",
  ])
    it(`ignores and reports a value that is not a whole number from 1: ${JSON.stringify(value)}`, () => {
      const { effective, fates } = applied({ captureTimeLimitSeconds: value, captureMaxBytes: "10" });
      assert.deepEqual(effective, { ...limits, maxBytes: 10 });
      assert.deepEqual(fates, ["captureTimeLimitSeconds ignored", "captureMaxBytes applied"]);
    });

  for (const value of ["", "{}", "tcp", '[{"localPort":"x"}]', '[{"__proto__":1}]', '[{"port":"80"}]'])
    it(`ignores and reports unreadable filters: ${JSON.stringify(value)}`, () => {
      const { effective, fates, overrides } = applied({ captureFilters: value });
      assert.deepEqual(effective, limits);
      assert.deepEqual(fates, ["captureFilters ignored"]);
      assert.match(overrides[0]?.detail ?? "", /Without a filter all traffic is captured\.$/);
    });

  it("names the wrong value of a filter and its form, and takes a list with a semicolon at its end", () => {
    const ask = (filter: object) => applied({ captureFilters: JSON.stringify([filter]) });
    const { overrides } = ask({ remoteIPAddress: "1.1.1.1-255.255.255" });
    assert.match(
      overrides[0]?.detail ?? "",
      /remoteIPAddress .* a range in order .* "1\.1\.1\.1-255\.255\.255"/,
    );
    const { effective, fates } = ask({ protocol: "Tcp", remotePort: "80;443;" });
    assert.deepEqual(effective.filters, [{ protocol: "TCP", remotePort: "80;443" }]);
    assert.deepEqual(fates, ["captureFilters applied"]);
  });

  it("ignores filters wider than the app's own", () => {
    const own = { ...limits, filters: [web] };
    for (const asked of [[], [{}], [{ protocol: "TCP" as const, localPort: "22" }]]) {
      const { effective, fates, overrides } = applied({ captureFilters: JSON.stringify(asked) }, own);
      assert.deepEqual(effective.filters, [web]);
      assert.deepEqual(fates, ["captureFilters ignored"]);
      assert.match(overrides[0]?.detail ?? "", /wider than .* The app's own filters apply/);
    }
  });

  it("reports it in a bounded text", () => {
    const { overrides } = applied({
      captureMaxBytes: "x".repeat(1000),
      captureFilters: JSON.stringify([{ ["y".repeat(3000)]: 1 }]),
    });
    for (const { detail } of overrides) assert.ok(detail.length < 450, detail);
  });
});

describe("filtersWithin", () => {
  const within = (filter: CaptureFilter, bound: CaptureFilter) => filtersWithin([filter], [bound]);

  it("is true for the same and for narrower filters", () => {
    assert.ok(within(web, web));
    assert.ok(within({ ...web, localPort: "443", remoteIPAddress: "10.0.0.1" }, web));
    assert.ok(within({ ...web, localPort: "80;200" }, web));
    assert.ok(within({ protocol: "UDP" }, { protocol: "Any" }));
    assert.ok(within({ localIPAddress: "FE80::1" }, { localIPAddress: "10.0.0.1;fe80::1" }));
    assert.ok(
      filtersWithin([{ localPort: "1" }, { localPort: "2" }], [{ localPort: "2" }, { localPort: "1" }]),
    );
  });

  it("compares addresses and ports by value", () => {
    const local = (asked: string, bound: string) =>
      within({ localIPAddress: asked }, { localIPAddress: bound });
    assert.ok(local("10.0.0.5", "10.0.0.4-10.0.0.9"));
    assert.ok(local("10.0.0.5-10.0.0.7", "10.0.0.4-10.0.0.9"));
    assert.ok(local("10.0.0.9-10.0.0.10", "10.0.0.9;10.0.0.10"), "neighbours are a range");
    assert.ok(local("2001:db8:0:0::1", "2001:DB8::1"));
    assert.ok(local("::ffff:10.0.0.4", "::ffff:a00:4"));
    assert.ok(!local("10.0.0.10", "10.0.0.1;10.0.0.100"));
    assert.ok(!local("10.0.0.4-10.0.0.10", "10.0.0.4-10.0.0.9"));
    assert.ok(!local("10.0.0.4", "::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"), "two families");
    assert.ok(within({ remotePort: "80-82" }, { remotePort: "82;81;80" }));
    assert.ok(!within({ remotePort: "80-82" }, { remotePort: "80;82" }));
  });

  it("is false for wider ones", () => {
    assert.ok(!within({ localPort: "80-443" }, web));
    assert.ok(!within({ ...web, localPort: "79-443" }, web));
    assert.ok(!within({ ...web, localPort: "80;444" }, web));
    assert.ok(!within({ ...web, protocol: "Any" }, web));
    assert.ok(!within({ protocol: "TCP" }, web));
    assert.ok(!within({ localIPAddress: "10.0.0.1-10.0.0.9" }, { localIPAddress: "10.0.0.1" }));
    assert.ok(!filtersWithin([{ localPort: "1" }, {}], [{ localPort: "1" }]));
  });
});
