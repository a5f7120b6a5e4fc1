import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isRefusal } from "../../../src/captures/outcome/refusal.ts";
import { decideSite, type SiteFacts } from "../../../src/captures/site/captureSite.ts";

const vmId = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/WEB01";
const vm = {
  id: vmId,
  name: "WEB01",
  location: "westeurope",
  osType: "Windows",
  powerState: "running",
  hasAgent: true,
};
const watcher = {
  subscriptionId: "s",
  resourceGroup: "NetworkWatcherRG",
  name: "nw",
  location: "westeurope",
};
const storage = { id: "/storage", sku: "Standard_LRS", allowsSharedKey: true };
const good: SiteFacts = {
  vmId,
  vm,
  watchers: [watcher],
  destination: { id: "/storage", account: storage },
  installsAgent: false,
};

const code = (findings: Partial<SiteFacts>) => {
  const result = decideSite({ ...good, ...findings });
  return isRefusal(result) ? result.refused : "fine";
};

describe("decideSite", () => {
  it("finds the VM and its region's Network Watcher", () => {
    assert.deepEqual(decideSite(good), {
      vm,
      watcher: { subscriptionId: "s", resourceGroup: "NetworkWatcherRG", name: "nw" },
    });
  });

  it("compares locations as names and as display names", () => {
    assert.equal(code({ watchers: [{ ...watcher, location: "West Europe" }] }), "fine");
  });

  it("refuses each missing precondition with its code", () => {
    assert.equal(code({ vm: null }), "vm-not-found");
    assert.equal(code({ vm: { ...vm, powerState: "deallocated" } }), "vm-not-running");
    assert.equal(code({ vm: { ...vm, hasAgent: false } }), "agent-missing");
    assert.equal(code({ watchers: [{ ...watcher, location: "northeurope" }] }), "no-network-watcher");
    assert.equal(code({ destination: null }), "fine", "a file that stays on the VM needs no storage account");
    assert.equal(code({ destination: { id: "/storage", account: null } }), "storage-refused");
    assert.equal(
      code({ destination: { id: "/storage", account: { ...storage, allowsSharedKey: false } } }),
      "storage-refused",
    );
    assert.equal(
      code({ destination: { id: "/storage", account: { ...storage, sku: "Premium_LRS" } } }),
      "storage-refused",
    );
  });

  it("names the agent for the VM's operating system in the fix", () => {
    const linux = decideSite({ ...good, vm: { ...vm, osType: "Linux", hasAgent: false } });
    assert.ok(
      isRefusal(linux) && linux.hint.endsWith("--name NetworkWatcherAgentLinux"),
      "nothing is glued to it",
    );
  });

  it("advises CAPTURE_INSTALL_AGENT only where it is not set", () => {
    for (const installsAgent of [true, false]) {
      const refusal = decideSite({ ...good, vm: { ...vm, hasAgent: false }, installsAgent });
      assert.ok(isRefusal(refusal));
      assert.equal(refusal.hint.includes("CAPTURE_INSTALL_AGENT"), !installsAgent, refusal.hint);
    }
  });
});
