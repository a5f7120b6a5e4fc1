import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { at, object, text } from "../support/template/json.ts";
import {
  appSettings,
  deployed,
  everything,
  here,
  ofType,
  template,
  vms,
} from "../support/template/template.ts";

const parameters = { vmIds: Object.values(vms), connectAlerts: true, operatorEmail: "ops@example.com" };

/** Every template in a template, itself included. */
function* templates(value: unknown): Generator<object> {
  if (typeof value !== "object" || value === null) return;
  if ("$schema" in value) yield value;
  for (const inner of Object.values(value)) yield* templates(inner);
}

describe("secrets", () => {
  it("are in no output of the template or its modules", () => {
    const all = [...templates(template)];
    assert.ok(all.length > 10);
    for (const one of all) {
      const outputs = JSON.stringify("outputs" in one ? one.outputs : {});
      assert.doesNotMatch(
        outputs,
        /list\w*\(|functionKeys|connectionString|instrumentationKey|secure|code=/i,
      );
    }
    assert.doesNotMatch(JSON.stringify(deployed(parameters).outputs), /KEY-OF-/);
  });

  it("are only the key of the function alerts, which is only in the action group", () => {
    const holders = everything().filter(({ body }) => JSON.stringify(body).includes("KEY-OF-"));
    assert.deepEqual(
      holders.map(({ type }) => type),
      ["Microsoft.Insights/actionGroups"],
    );
    const source = JSON.stringify(template);
    assert.deepEqual([...new Set(source.match(/\blist[A-Z]\w*\(/g))], ["listKeys("]);
  });

  it("are in no app setting", () => {
    for (const [name, value] of Object.entries(appSettings(everything()))) {
      assert.doesNotMatch(name, /SECRET|PASSWORD|ACCESS_?KEY|ACCOUNT_?KEY|EMAIL_CONNECTION_STRING/i);
      assert.doesNotMatch(text(value), /accesskey=|accountkey=|sharedaccess|sig=|password/i);
    }
  });

  it("of notifications are secure parameters, also of the module that sets them, and in no output", () => {
    const given = {
      notifyWebhooks: '[{"kind":"teams","url":"https://x.example/?sig=s"}]',
      notifyWebhookSecret: "k".repeat(16),
    };
    for (const name of Object.keys(given))
      assert.equal(at(template.parameters, name, "type"), "securestring");
    const passing = [...templates(template)].filter(
      (one) => "parameters" in one && "secretSettings" in object(one.parameters),
    );
    assert.deepEqual(
      passing.map((one) => at("parameters" in one ? one.parameters : {}, "secretSettings", "type")),
      ["secureObject"],
    );
    const { resources, outputs } = deployed({ ...parameters, ...given });
    const settings = appSettings(resources);
    assert.equal(settings.NOTIFY_WEBHOOKS, given.notifyWebhooks);
    assert.equal(settings.NOTIFY_WEBHOOK_SECRET, given.notifyWebhookSecret);
    assert.doesNotMatch(JSON.stringify(outputs), /x\.example|kkkk/);
    assert.ok(!("NOTIFY_WEBHOOKS" in appSettings(everything())));
  });

  it("in a Key Vault are read with the app's own identity", () => {
    const app = everything().find(({ type }) => type === "Microsoft.Web/sites");
    const identities = Object.keys(object(at(app?.body, "identity", "userAssignedIdentities")));
    const reference = text(at(app?.body, "properties", "keyVaultReferenceIdentity"));
    assert.ok(identities.includes(reference) && !reference.includes("-host-id"), reference);
  });

  it("are not needed by the email service and the logs, which authenticate by identity", () => {
    const workspace = everything().find(({ type }) => type === "Microsoft.OperationalInsights/workspaces");
    assert.equal(at(workspace?.body, "properties", "features", "disableLocalAuth"), true);
    const service = everything().find(({ type }) => type === "Microsoft.Communication/communicationServices");
    assert.equal(object(service?.body.properties).disableLocalAuth, true);
  });

  it("of other accounts stay safe: no role is assigned at a subscription or at the VMs' resource groups", () => {
    const all = everything();
    // The role that asks about networks is assigned there, and reaches no storage account.
    const asking = ofType(all, "Microsoft.Authorization/roleDefinitions").find(
      ({ body }) => !JSON.stringify(body).includes("Microsoft.Storage/"),
    );
    assert.ok(asking !== undefined);
    const scopes = ofType(all, "Microsoft.Authorization/roleAssignments")
      .filter(({ body }) => !JSON.stringify(body).includes(asking.name))
      .map(({ scope }) => scope);
    assert.deepEqual(
      scopes.filter((scope) => !scope.includes("/providers/") && !scope.endsWith("/NetworkWatcherRG")),
      [],
    );
    assert.ok(!scopes.includes(`/subscriptions/${here}`));
  });
});
