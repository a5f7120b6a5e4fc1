import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { loadConfig } from "../../../src/config.ts";
import { renderReport } from "../../../src/report/renderReport.ts";
import { placesOf } from "../../../src/report/reportPlaces.ts";
import { places } from "../../support/report/endings.ts";
import { facts, notRunning, outcome } from "../../support/report/facts.ts";
import type { ReportFacts } from "../../../src/report/reportFacts.ts";

const id =
  "/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11/providers/Microsoft.AlertsManagement/alerts/b9569717-bc32-442f-add5-83a997729330";
const alert = { ...facts().alert, alertId: id };

const hrefsOf = (changes: Partial<ReportFacts>): readonly string[] =>
  [
    ...renderReport({ ...facts({ alert }), places: places ?? assert.fail(), ...changes }).html.matchAll(
      /href="([^"]*)"/g,
    ),
  ].map(([, href]) => href ?? "");

describe("the report's links", () => {
  it("lead to the file, to the portal's pages and to the status", () => {
    const account =
      "%2Fsubscriptions%2F6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11%2FresourceGroups%2FProd-Web-RG%2Fproviders%2FMicrosoft.Storage%2FstorageAccounts%2Fcaptureonalert";
    assert.deepEqual(hrefsOf({}), [
      "https://captureonalert.blob.core.windows.net/network-watcher-logs/2026/11/23/packetcapture_02_00_47.cap",
      "https://portal.azure.com/#resource/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11/resourceGroups/Prod-Web-RG/providers/Microsoft.Compute/virtualMachines/WEB01",
      `https://portal.azure.com/#view/Microsoft_Azure_Storage/ContainerMenuBlade/~/overview/storageAccountId/${account}/path/network-watcher-logs`,
      "https://portal.azure.com/#view/Microsoft_Azure_Network/NetworkWatcherMenuBlade/~/packetCapture",
      `https://portal.azure.com/#view/Microsoft_Azure_Monitoring_Alerts/AlertDetails.ReactView/alertId/${encodeURIComponent(id)}`,
      "https://capture-on-alert.azurewebsites.net/api/captures/alert-0123456789abcdef0123456789abcdef",
    ]);
  });

  it("lead to the cloud's portal, and to the app if its host name is known", () => {
    const env = {
      CAPTURE_STORAGE_ACCOUNT_ID: places?.storageAccountId,
      AzureWebJobsStorage: "UseDevelopmentStorage=true",
      NOTIFY_EMAIL_TO: "a@example.com",
      EMAIL_SENDER: "b@example.com",
      EMAIL_CONNECTION_STRING: "endpoint=https://mail.example.com;accesskey=c2VjcmV0",
    };
    for (const [AZURE_CLOUD, WEBSITE_HOSTNAME, portal, app] of [
      ["AzurePublic", "x.azurewebsites.net", "https://portal.azure.com", "https://x.azurewebsites.net"],
      ["AzureUSGovernment", "127.0.0.1:7071", "https://portal.azure.us", "http://127.0.0.1:7071"],
      ["AzureChina", "a/b?code=1", "https://portal.azure.cn", null],
      ["AzureChina", undefined, "https://portal.azure.cn", null],
    ] as const) {
      const found = placesOf(loadConfig({ ...env, AZURE_CLOUD, WEBSITE_HOSTNAME }));
      assert.equal(found.portal, portal);
      assert.equal(found.appOrigin, app);
    }
  });

  it("of a VM that was not captured still lead to it", () => {
    const hrefs = hrefsOf({ captures: [notRunning("WEB01")] });
    assert.ok(hrefs.some((href) => href.endsWith("/virtualMachines/WEB01")));
    assert.ok(!hrefs.some((href) => href.includes("ContainerMenuBlade")));
  });

  it("never carry a key, whatever the capture's file", () => {
    const fileUrl = "https://a.blob.core.windows.net/logs/b.cap?sv=1&sig=secret&code=key";
    assert.doesNotMatch(JSON.stringify(hrefsOf({ captures: [outcome({ fileUrl })] })), /secret|code=|sig=/);
  });
});
