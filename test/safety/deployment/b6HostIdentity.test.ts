import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { at, object, text } from "../../support/template/json.ts";
import { appSettings, deployed, everything, ofType, one } from "../../support/template/template.ts";

const template = everything();
const identities = ofType(template, "Microsoft.ManagedIdentity/userAssignedIdentities");
const site = one(template, "Microsoft.Web/sites");

/** The roles of an identity: the last part of the role's id, and where it is assigned. */
const rolesOf = (identity: string, resources = template): readonly string[] =>
  ofType(resources, "Microsoft.Authorization/roleAssignments")
    .filter(({ body }) => at(body, "properties", "principalId") === `principal-of-${identity}`)
    .map(
      ({ body, scope }) =>
        `${text(at(body, "properties", "roleDefinitionId"))
          .split("/")
          .at(-1)} ${scope}`,
    );

const [app = "", host = "", ...more] = identities
  .map(({ name }) => name)
  .sort((one, other) => one.length - other.length);

const ownRoles = ofType(template, "Microsoft.Authorization/roleDefinitions").map(({ name }) => name);

describe("the host's identity", () => {
  it("is another than the app's, and both are the function app's", () => {
    assert.deepEqual(more, []);
    assert.match(host, /-host-id$/);
    const attached = Object.keys(object(at(site.body, "identity", "userAssignedIdentities")));
    assert.deepEqual(attached.map((id) => id.split("/").at(-1)).sort(), [app, host].sort());
  });

  it("is what the host uses for its storage, its package, the scheduler and telemetry", () => {
    const client = `client-of-${host}`;
    const settings = appSettings(template);
    assert.equal(settings.AzureWebJobsStorage__clientId, client);
    const deployment = at(site.body, "properties", "functionAppConfig", "deployment", "storage");
    assert.ok(text(at(deployment, "authentication", "userAssignedIdentityResourceId")).endsWith(`/${host}`));
    assert.ok(text(settings.DURABLE_TASK_SCHEDULER_CONNECTION_STRING).endsWith(`;ClientID=${client}`));
    assert.equal(settings.APPLICATIONINSIGHTS_AUTHENTICATION_STRING, `ClientId=${client};Authorization=AAD`);
    assert.equal(settings.AZURE_CLIENT_ID, `client-of-${app}`);
  });

  it("cannot capture, read captures or send email", () => {
    const places = rolesOf(host).map((role) => /\/providers\/([\w.]+\/\w+)/.exec(role)?.[1]);
    assert.deepEqual([...new Set(places)].sort(), [
      "Microsoft.DurableTask/schedulers",
      "Microsoft.Insights/components",
      "Microsoft.Storage/storageAccounts",
    ]);
    for (const role of rolesOf(host))
      assert.ok(
        !ownRoles.some((name) => role.startsWith(name)) && !role.includes("storageAccounts/cap"),
        role,
      );
  });

  it("holds alone what opens the app's own storage, with either backend", () => {
    for (const durableBackend of ["durableTaskScheduler", "azureStorage"]) {
      const { resources } = deployed({ durableBackend });
      const onStorage = (identity: string) =>
        rolesOf(identity, resources).filter((role) => role.includes("storageAccounts/app")).length;
      assert.deepEqual([onStorage(app), onStorage(host)], [0, durableBackend === "azureStorage" ? 3 : 1]);
    }
  });
});

describe("the app's identity", () => {
  it("has only the capture role, that of network questions, the files' reader and the sender of email", () => {
    assert.equal(ownRoles.length, 2);
    const others = rolesOf(app).filter((role) => !ownRoles.some((name) => role.startsWith(name)));
    assert.deepEqual(
      others.map((role) => /\/(storageAccounts\/cap|communicationServices\/)/.exec(role)?.[1]).sort(),
      ["communicationServices/", "storageAccounts/cap"],
    );
  });
});
