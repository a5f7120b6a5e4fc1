import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { at, list, object, type Json } from "../../support/template/json.ts";
import { deployed, elsewhere, one } from "../../support/template/template.ts";

const allowed = (parameters: Readonly<Record<string, Json>> = {}) =>
  at(
    one(deployed(parameters).resources, "Microsoft.DurableTask/schedulers").body,
    "properties",
    "ipAllowlist",
  );
const siteConfig = (parameters: Readonly<Record<string, Json>> = {}) =>
  object(at(one(deployed(parameters).resources, "Microsoft.Web/sites").body, "properties", "siteConfig"));
const network = (kind: string, name: string) =>
  `/subscriptions/${elsewhere}/resourceGroups/net-rg/providers/Microsoft.Network/${kind}/${name}`;

describe("the scheduler", () => {
  it("accepts everyone with a role while nothing is known of where the app connects from", () => {
    assert.deepEqual(allowed(), ["0.0.0.0/0"]);
  });

  it("accepts only the addresses and prefixes of the app's NAT gateway, and those that are given", () => {
    const appOutboundAddressIds = [
      network("publicIPAddresses", "nat-1"),
      network("publicIPPrefixes", "nat-many"),
      network("publicIpAddresses", "nat-2"),
    ];
    assert.deepEqual(allowed({ appOutboundAddressIds }), [
      "address-of-nat-1",
      "address-of-nat-2",
      "prefix-of-nat-many",
    ]);
    const withOne = { appOutboundAddressIds, schedulerIpAllowlist: ["203.0.113.9"] };
    assert.equal(at(allowed(withOne), 0), "203.0.113.9");
    assert.deepEqual(allowed({ schedulerIpAllowlist: ["203.0.113.9"] }), ["203.0.113.9"]);
  });
});

describe("the app", () => {
  it("accepts calls from everywhere unless it is restricted", () => {
    assert.deepEqual(Object.keys(siteConfig({ appAllowedIpRanges: ["203.0.113.0/24"] })), [
      "minTlsVersion",
      "scmMinTlsVersion",
    ]);
  });

  it("accepts, when restricted, action groups and the given ranges, in this order, and refuses all others", () => {
    const config = siteConfig({
      restrictToActionGroups: true,
      appAllowedIpRanges: ["203.0.113.0/24", "198.51.100.7/32"],
    });
    assert.equal(config.ipSecurityRestrictionsDefaultAction, "Deny");
    const rules = list(config.ipSecurityRestrictions).map(object);
    assert.deepEqual(
      rules.map(({ ipAddress, tag = null }) => [ipAddress, tag]),
      [
        ["ActionGroup", "ServiceTag"],
        ["203.0.113.0/24", null],
        ["198.51.100.7/32", null],
      ],
    );
    const priorities = rules.map(({ priority }) => Number(priority));
    assert.deepEqual(
      priorities,
      [...new Set(priorities)].sort((one, other) => one - other),
    );
    assert.ok(rules.every(({ action }) => action === "Allow"));
  });

  it("can still be deployed from everywhere", () => {
    const config = siteConfig({ restrictToActionGroups: true });
    assert.equal(config.scmIpSecurityRestrictionsUseMain, false);
    assert.equal(config.scmIpSecurityRestrictionsDefaultAction, "Allow");
  });
});
