import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { loadConfig } from "../../../../src/config.ts";
import { renderReport } from "../../../../src/report/renderReport.ts";
import { placesOf } from "../../../../src/report/reportPlaces.ts";
import { places } from "../../../support/report/endings.ts";
import { facts, notRunning, outcome, refusal } from "../../../support/report/facts.ts";
import type { ReportFacts } from "../../../../src/report/reportFacts.ts";

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
  const account =
    "%2Fsubscriptions%2F6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11%2FresourceGroups%2FProd-Web-RG%2Fproviders%2FMicrosoft.Storage%2FstorageAccounts%2Fcaptureonalert";
  const blob = `https://portal.azure.com/#view/Microsoft_Azure_Storage/BlobPropertiesBladeV2/storageAccountId/${account}/path/network-watcher-logs%2F2026%2F11%2F23%2Fpacketcapture_02_00_47.cap/isDeleted~/false/tabToload~/0`;
  const list =
    "https://portal.azure.com/#view/Microsoft_Azure_Network/NetworkWatcherMenuBlade/~/packetCapture";
  const page = `https://capture-on-alert.azurewebsites.net/api/ui#/captures/${facts().instanceId}`;
  const vmPage =
    "https://portal.azure.com/#resource/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11/resourceGroups/Prod-Web-RG/providers/Microsoft.Compute/virtualMachines/WEB01";

  it("are the captures page first, then pages of the portal: every one signs the reader in", () => {
    assert.deepEqual(hrefsOf({}), [
      page,
      vmPage,
      blob,
      `https://portal.azure.com/#view/Microsoft_Azure_Storage/ContainerMenuBlade/~/overview/storageAccountId/${account}/path/network-watcher-logs`,
      list,
      `https://portal.azure.com/#view/Microsoft_Azure_Monitoring_Alerts/AlertDetails.ReactView/alertId/${encodeURIComponent(id)}`,
    ]);
  });

  const storage = `https://portal.azure.com/#resource${places?.storageAccountId ?? "-"}`;
  const endings = [
    [outcome(), blob],
    [outcome({ fileUrl: null, guestPath: "/var/captures/a.cap" }), list],
    [outcome({ fileUrl: "https://a.blob.core.windows.net/logs/%E0%A4%A.cap" }), list],
    [notRunning("WEB01"), vmPage],
    [refusal("WEB01", { code: "agent-missing" }), vmPage],
    [refusal("WEB01", { code: "storage-refused" }), storage],
    [refusal("WEB01", { code: "session-limit" }), list],
    [refusal("WEB01", { code: "vm-not-running", vmId: "no id" }), list],
  ] as const;

  it("begin with the captures page, and keep the capture in the portal, or where its failure is mended", () => {
    for (const [capture, portal] of endings) {
      const [first, ...others] = hrefsOf({ captures: [capture] });
      assert.equal(first, page, capture.code ?? "captured");
      assert.ok(others.includes(portal), capture.code ?? "captured");
    }
  });

  it("of five VMs or more have one page of the portal for each", () => {
    const several = endings.map(([capture]) => capture);
    const hrefs = hrefsOf({ captures: several });
    for (const [, portal] of endings) assert.ok(hrefs.includes(portal), portal);
  });

  it("begin with the portal where the app's address is not known", () => {
    const elsewhere = { ...(places ?? assert.fail()), appOrigin: null };
    for (const [capture, portal] of endings)
      assert.equal(
        hrefsOf({ captures: [capture], places: elsewhere })[0],
        portal,
        capture.code ?? "captured",
      );
    const { text } = renderReport({
      ...facts({ captures: [outcome(), notRunning("WEB02")] }),
      places: elsewhere,
    });
    assert.match(text, /^ {2}Open the capture of WEB01:$/m);
    const unknown = renderReport({ ...facts(), captures: [outcome()] });
    assert.doesNotMatch(unknown.html, /href=/);
  });

  it("lead to the page as such from a sample, which has no capture", () => {
    const [first] = hrefsOf({ specimen: true });
    assert.equal(first, "https://capture-on-alert.azurewebsites.net/api/ui");
  });

  it("put an id that somebody chose by hand into the page's address as text", () => {
    const [first] = hrefsOf({ instanceId: 'x"/../\ud800?a' });
    assert.equal(
      first,
      "https://capture-on-alert.azurewebsites.net/api/ui#/captures/x%22%2F..%2F%EF%BF%BD%3Fa",
    );
  });

  it("show the status route and the file's own address as text, since both refuse a browser", () => {
    const { html, text } = renderReport({ ...facts({ alert }), places: places ?? assert.fail() });
    const route = "https://capture-on-alert.azurewebsites.net/api/captures/alert-0123456789abcdef";
    for (const address of [route, outcome().fileUrl ?? "-"]) {
      assert.ok(!html.includes(`href="${address}`), address);
      for (const part of [html, text]) assert.ok(part.includes(address), address);
    }
    assert.match(text, /^ {4}curl -H "x-functions-key: \$KEY" "https:\S+"$/m);
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
