import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { armId } from "../../src/arm/armId.ts";
import { isInScopes } from "../../src/arm/scopes.ts";
import { parseVmId } from "../../src/arm/vmId.ts";

const subscription = "/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11";
const inGroup = (group: string, name = "WEB01"): string =>
  `${subscription}/resourceGroups/${group}/providers/Microsoft.Compute/virtualMachines/${name}`;

describe("parseVmId", () => {
  for (const group of [
    "FORMACIÓN",
    "資源グループ",
    "Ομάδα",
    "группа",
    "مجموعة",
    "٣",
    "a(b)_.-c",
    "x".repeat(90),
  ])
    it(`takes the resource group ${group.slice(0, 20)}, plain and percent-encoded`, () => {
      assert.equal(parseVmId(inGroup(group))?.resourceGroup, group);
      const decoded = parseVmId(inGroup(encodeURIComponent(group)));
      assert.deepEqual(decoded, parseVmId(inGroup(group)));
      assert.equal(decoded?.id, inGroup(group));
    });

  for (const [group, name = "WEB01"] of [
    ["x".repeat(91)],
    ["a b"],
    ["a%20b"],
    ["a."],
    ["a..b"],
    ["%2e%2e"],
    ["a%2Fb"],
    ["a%252Fb"],
    ["%"],
    ["%ff"],
    ["½"],
    ["€"],
    ["💥"],
    ["a#b"],
    ["a?b"],
    ["a\n"],
    [""],
    ["rg", "WÉB01"],
    ["rg", "\u212A01"],
    ["rg", "WEB01\n"],
  ] as const)
    it(`takes no id of ${JSON.stringify([group.slice(0, 20), name])}`, () => {
      assert.equal(parseVmId(inGroup(group, name)), null);
    });

  it("takes no look-alikes of the other segments", () => {
    for (const [plain, other] of [
      ["Microsoft", "Micro\u017Foft"],
      ["subscriptions", "\u017Fubscriptions"],
      ["providers", "provider\u017F"],
    ] as const)
      assert.equal(parseVmId(inGroup("rg").replace(plain, other)), null);
  });

  it("composes a group's name that was typed in decomposed form", () => {
    assert.equal(parseVmId(inGroup("FORMACIO\u0301N"))?.resourceGroup, "FORMACIÓN");
  });
});

describe("ARM ids compare without case", () => {
  for (const [one, other] of [
    ["FORMACIÓN", "formación"],
    ["ΟΔΟΣ", "οδοσ"],
    ["ΟΔΟΣ", "οδος"],
    ["ГРУППА", "группа"],
    ["Straße", "STRAßE"],
  ] as const)
    it(`${one} is ${other}, also as a scope`, () => {
      assert.ok(armId.same(inGroup(one), inGroup(other)));
      assert.ok(isInScopes(inGroup(one), [`${subscription}/resourceGroups/${other}`]));
    });

  for (const [one, other] of [
    ["Straße", "STRASSE"],
    ["K", "\u212A"],
    ["s", "\u017F"],
    ["i", "\u0130"],
    ["i", "\u0131"],
    ["formacion", "formación"],
  ] as const)
    it(`${one} is not ${other}`, () => {
      assert.ok(!armId.same(inGroup(one), inGroup(other)));
      assert.ok(!isInScopes(inGroup(one), [`${subscription}/resourceGroups/${other}`]));
    });
});
