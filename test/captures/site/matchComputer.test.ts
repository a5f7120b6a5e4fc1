import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isRefusal } from "../../../src/captures/outcome/refusal.ts";
import { matchComputer, type ListedVm } from "../../../src/captures/site/matchComputer.ts";

const scope = "/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11";
const vm = (name: string, computerName: string | null = name, group = "rg"): ListedVm => ({
  id: `${scope}/resourceGroups/${group}/providers/Microsoft.Compute/virtualMachines/${name}`,
  name,
  computerName,
});
const match = (hostName: string, ...vms: readonly ListedVm[]) => matchComputer(hostName, vms, [scope]);
const nameOf = (hostName: string, ...vms: readonly ListedVm[]) => {
  const found = match(hostName, ...vms);
  return isRefusal(found) ? found.refused : found.name;
};

describe("matchComputer", () => {
  it("matches the resource's name or the computer's, in any casing", () => {
    assert.equal(nameOf("web01", vm("WEB01")), "WEB01");
    assert.equal(nameOf("DESKTOP-7", vm("avd-7", "desktop-7"), vm("avd-8")), "avd-7");
    assert.equal(nameOf("web01", vm("WEB01", null)), "WEB01");
  });

  it("matches an FQDN whole before its first label", () => {
    assert.equal(nameOf("WEB01.corp.example.com", vm("WEB01")), "WEB01");
    assert.equal(nameOf("web01.corp.", vm("WEB01")), "WEB01");
    assert.equal(nameOf("web.01", vm("web.01"), vm("web")), "web.01");
  });

  it("matches a name cut to fifteen characters only where the computer has exactly that name", () => {
    const long = vm("WEB-FRONTEND-PROD-01", "WEB-FRONTEND-PR");
    assert.equal(nameOf("web-frontend-pr.corp", long), "WEB-FRONTEND-PROD-01");
    assert.equal(nameOf("WEB-FRONTEND-PROD-01.corp", long), "WEB-FRONTEND-PROD-01");
    assert.equal(nameOf("WEB-FRONTEND-PR", vm("WEB-FRONTEND-PROD-01")), "host-name-only");
    assert.equal(nameOf("WEB-FRONTEND-PROD-02", vm("x", "WEB-FRONTEND-PR")), "host-name-only");
  });

  it("matches an instance of a flexible scale set by its computer's name", () => {
    assert.equal(nameOf("webss4F2A1C000001", vm("web-ss_4f2a1c", "webss4f2a1c000001")), "web-ss_4f2a1c");
  });

  it("never takes a part of a name for the whole", () => {
    for (const name of ["WEB0", "WEB011", "WEB", "01", "corp", ""])
      assert.equal(nameOf(name, vm("WEB01")), "host-name-only", name);
  });

  it("refuses when two match, by either name, and lists them", () => {
    const twins = [vm("WEB01", "WEB01", "a"), vm("WEB01", "WEB01", "b")];
    const refused = match("web01.corp", ...twins);
    assert.ok(isRefusal(refused));
    assert.ok(twins.every(({ id }) => refused.hint.includes(id)));
    assert.match(refused.hint, /2 VMs .* named "web01".*_ResourceId/);
    assert.equal(nameOf("WEB01", vm("WEB01", "old"), vm("WEB02", "web01")), "host-name-only");
  });

  it("refuses when none matches, and names what was looked for and where", () => {
    const refused = match("WEB09.corp.example.com", vm("WEB01"));
    assert.ok(isRefusal(refused));
    assert.match(refused.hint, /^No VM in ALLOWED_SCOPES \(\/subscriptions\/6f1d/);
    assert.match(refused.hint, /"web09\.corp\.example\.com" or "web09".*_ResourceId/);
  });

  it("keeps a hint short, however many scopes and matches there are", () => {
    const many = Array.from({ length: 300 }, (_, index) =>
      vm("W".repeat(64), null, `${"g".repeat(85)}${index}`),
    );
    const several = match("w".repeat(64), ...many);
    const none = matchComputer(
      `${"x".repeat(250)}.corp`,
      [],
      many.map(({ id }) => id),
    );
    assert.ok(isRefusal(several) && isRefusal(none));
    assert.match(several.hint, /^300 VMs .* and 296 more/);
    for (const { hint } of [several, none]) assert.ok(hint.length <= 2000, `${hint.length}`);
  });
});
