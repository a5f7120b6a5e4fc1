import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { captureName } from "../../../src/captures/site/captureName.ts";
import { isOurs } from "../../../src/captures/site/isOurs.ts";
import type { CaptureSession } from "../../../src/captures/site/captureSession.ts";

const group = "/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11/resourceGroups/rg/providers";
const vm = (name: string) => ({ id: `${group}/Microsoft.Compute/virtualMachines/${name}`, name });
const limits = { timeLimitSeconds: 300, maxBytes: 1, bytesPerPacket: 0, filters: [] };
const occurrence = "0123456789abcdef0123456789abcdef";

const account = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/captures";
const made = (facts: Pick<CaptureSession, "name" | "target" | "limits">): CaptureSession => ({
  ...facts,
  provisioningState: "Succeeded",
  storageId: account,
  fileUrl: null,
  guestPath: null,
});
const owner = (namePrefix: string) => ({
  namePrefix,
  storageAccountId: account,
  limits: { timeLimitSeconds: 18_000, maxBytes: 4_294_967_295 },
});

describe("capture name", () => {
  it("is the prefix, the VM's name and sixteen hex digits", () => {
    assert.match(captureName("alert", vm("WEB01"), occurrence), /^alert-WEB01-[0-9a-f]{16}$/);
  });

  it("is the same for every delivery, whatever the casing of the VM's id", () => {
    const lower = { ...vm("WEB01"), id: vm("WEB01").id.toLowerCase() };
    assert.equal(captureName("alert", lower, occurrence), captureName("alert", vm("WEB01"), occurrence));
  });

  it("differs between occurrences and between VMs of one name", () => {
    const elsewhere = { ...vm("WEB01"), id: vm("WEB01").id.replace("/rg/", "/other/") };
    const names = [
      captureName("alert", vm("WEB01"), occurrence),
      captureName("alert", vm("WEB01"), occurrence.replace("0", "f")),
      captureName("alert", elsewhere, occurrence),
    ];
    assert.equal(new Set(names).size, 3);
  });

  it("has at most 80 characters, and is recognised as ours with a truncated VM name too", () => {
    const long = vm("v".repeat(64));
    const name = captureName("a".repeat(20), long, occurrence);
    assert.ok(name.length <= 80);
    assert.ok(isOurs(made({ name, target: long.id, limits }), owner("a".repeat(20))));
  });

  it("is recognised as ours on a scale set of that name, and never without the limits of an ordinary session", () => {
    const name = captureName("alert", vm("WEB01"), occurrence);
    const scaleSet = vm("WEB01").id.replace("virtualMachines", "virtualMachineScaleSets");
    assert.ok(isOurs(made({ name, target: scaleSet, limits }), owner("alert")));
    assert.ok(!isOurs(made({ name, target: `${scaleSet}/virtualMachines/0`, limits }), owner("alert")));
    assert.ok(!isOurs(made({ name, target: vm("WEB01").id, limits: null }), owner("alert")));
  });

  it("is recognised as ours only as a whole, and only on the VM that it names", () => {
    const name = captureName("alert", vm("WEB01"), occurrence);
    assert.ok(isOurs(made({ name, target: vm("WEB01").id, limits }), owner("alert")));
    assert.ok(!isOurs(made({ name, target: vm("WEB02").id, limits }), owner("alert")));
    assert.ok(!isOurs(made({ name: "alert-WEB01", target: vm("WEB01").id, limits }), owner("alert")));
    assert.ok(
      !isOurs(made({ name: "alert-WEB01-notahexadecimal0", target: vm("WEB01").id, limits }), owner("alert")),
    );
    assert.ok(!isOurs(made({ name: `x${name}`, target: vm("WEB01").id, limits }), owner("alert")));
  });
});
