import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { decidingRoutes, type EffectiveRoute } from "../../../src/captures/network/decidingRoutes.ts";
import { decidingRules, type EffectiveRule } from "../../../src/captures/network/decidingRules.ts";
import type { AskedFlow } from "../../../src/captures/network/askedFlow.ts";

const flow: AskedFlow = {
  ...{ about: "port-scan", protocol: "TCP", direction: "Inbound" },
  ...{ localAddress: "10.0.0.4", localPort: 22, remoteAddress: "198.51.100.7", remotePort: 40_000 },
};

const rule = (name: string, changes: Partial<EffectiveRule> = {}): EffectiveRule => ({
  ...{ name, group: "nsg", access: "Allow", direction: "Inbound", priority: 100, protocol: "Tcp" },
  sources: { prefixes: ["*"], ports: ["0-65535"] },
  destinations: { prefixes: ["10.0.0.0/24"], ports: ["22"] },
  ...changes,
});

const names = (rules: readonly EffectiveRule[], flows = [flow]) =>
  decidingRules(rules, flows).deciding.map(({ name }) => name);

describe("decidingRules", () => {
  it("has the first rule of each group that matches, by priority, and counts all", () => {
    const rules = [
      rule("DenyAll", { priority: 65_500, access: "Deny", protocol: "All" }),
      rule("AllowSsh", { priority: 200 }),
      rule("AdminDeny", { group: "manager", access: "Deny", priority: 1 }),
    ];
    assert.deepEqual(names(rules).sort(), ["AdminDeny", "AllowSsh"]);
    assert.equal(decidingRules(rules, [flow]).count, 3);
  });

  for (const [what, changes] of [
    ["another direction", { direction: "Outbound" }],
    ["another protocol", { protocol: "Udp" }],
    ["another port", { destinations: { prefixes: ["*"], ports: ["80", "8000-9000"] } }],
    ["another network", { sources: { prefixes: ["198.51.101.0/24"], ports: ["*"] } }],
    ["a tag that is not expanded", { sources: { prefixes: ["VirtualNetwork"], ports: ["*"] } }],
  ] as const)
    it(`passes over ${what}`, () => {
      assert.deepEqual(names([rule("one", changes), rule("two", { priority: 300 })]), ["two"]);
    });

  it("has five rules at most", () => {
    const rules = Array.from({ length: 9 }, (_, index) => rule(`rule ${index}`, { group: `nsg ${index}` }));
    assert.equal(names(rules).length, 5);
  });
});

describe("decidingRoutes", () => {
  const route = (prefix: string, changes: Partial<EffectiveRoute> = {}): EffectiveRoute => ({
    ...{ prefixes: [prefix], nextHopType: "Internet", nextHopAddress: null, source: "Default" },
    isActive: true,
    ...changes,
  });
  const taken = (...routes: EffectiveRoute[]) => decidingRoutes(routes, [flow]).deciding;

  it("has the longest prefix, and counts all", () => {
    const routes = [
      route("0.0.0.0/0"),
      route("198.51.100.0/24", { nextHopType: "None" }),
      route("10.0.0.0/8"),
    ];
    assert.deepEqual(decidingRoutes(routes, [flow]), {
      count: 3,
      deciding: [{ prefix: "198.51.100.0/24", nextHopType: "None", nextHopAddress: null, source: "Default" }],
    });
  });

  it("prefers a user's route to a default one, and passes over those that are invalid", () => {
    const user = route("0.0.0.0/0", { source: "User", nextHopType: "VirtualAppliance" });
    assert.equal(taken(route("0.0.0.0/0"), user)[0]?.source, "User");
    assert.equal(taken(route("0.0.0.0/0"), { ...user, isActive: false })[0]?.source, "Default");
  });
});
