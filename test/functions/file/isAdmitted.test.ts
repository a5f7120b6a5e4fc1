import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { callerHops } from "../../../src/functions/file/callerHops.ts";
import { isAdmitted } from "../../../src/functions/file/isAdmitted.ts";

const open = { publicNetworkAccess: "Enabled", admitsAll: true, addresses: [], admitsNetworks: false };
const closed = (...addresses: string[]) => ({ ...open, admitsAll: false, addresses });
const disabled = { ...open, publicNetworkAccess: "Disabled" };

describe("a caller of a storage account's firewall", () => {
  for (const [what, firewall, hops, expected] of [
    ["an account that nobody tells about", null, ["203.0.113.9"], true],
    ["an open account", open, ["203.0.113.9"], true],
    ["a rule for the address", closed("203.0.113.9"), ["203.0.113.9"], true],
    ["a rule for its range", closed("198.51.100.1", "203.0.112.0/22"), ["203.0.113.9"], true],
    ["a rule for another range", closed("203.0.114.0/24"), ["203.0.113.9"], false],
    ["no rule", closed(), ["203.0.113.9"], false],
    ["rules that cannot be read", closed("nonsense", "1.2.3.4/99", "::/0", ""), ["203.0.113.9"], false],
    ["a rule for the caller behind a proxy", closed("203.0.113.9"), ["203.0.113.9", "198.51.100.1"], true],
    ["a rule for nobody behind a proxy", closed("192.0.2.1"), ["203.0.113.9", "198.51.100.1"], false],
    ["no rule, and a caller within a network", closed(), ["203.0.113.9", "10.1.2.3"], true],
    ["no rule, and a caller with IPv6", closed(), ["2001:db8::1"], true],
    ["no rule, and a caller of whom nothing is known", closed(), [], true],
    ["no public access", disabled, ["203.0.113.9"], false],
    ["no public access, and a caller of whom nothing is known", disabled, [], false],
    ["no public access, and a network without an endpoint", disabled, ["10.1.2.3"], false],
    ["a private endpoint", { ...disabled, admitsNetworks: true }, ["10.1.2.3"], true],
    ["a private endpoint, but from outside", { ...disabled, admitsNetworks: true }, ["203.0.113.9"], false],
  ] as const)
    it(`is ${expected ? "linked" : "told"} with ${what}`, () => {
      assert.equal(isAdmitted(firewall, hops), expected);
    });
});

describe("the addresses of a caller", () => {
  const hopsOf = (text: string | null) =>
    callerHops(new Headers(text === null ? {} : { "X-Forwarded-For": text }));

  it("are those that App Service forwards, without ports", () => {
    assert.deepEqual(hopsOf("203.0.113.9:51234"), ["203.0.113.9"]);
    assert.deepEqual(hopsOf("10.0.0.1, 203.0.113.9:51234"), ["10.0.0.1", "203.0.113.9"]);
    assert.deepEqual(hopsOf("[2001:db8::1]:443,::ffff:203.0.113.9"), ["2001:db8::1", "203.0.113.9"]);
    assert.deepEqual(hopsOf("2001:db8::1"), ["2001:db8::1"]);
  });

  it("are none without the header, and few of a long one", () => {
    assert.deepEqual(hopsOf(null), []);
    assert.deepEqual(hopsOf(" , ,"), []);
    assert.equal(hopsOf("1.2.3.4,".repeat(100_000)).length, 10);
  });
});
