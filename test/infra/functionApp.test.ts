import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { at, text } from "../support/template/json.ts";
import { appSettings, deployed, everything, ofType, one } from "../support/template/template.ts";

const host = "AzureFunctionsJobHost__extensions__durableTask__";
const { resources } = deployed();
const site = one(resources, "Microsoft.Web/sites");
const hubName = async () =>
  at(JSON.parse(await readFile("host.json", "utf8")), "extensions", "durableTask", "hubName");

describe("the function app", () => {
  it("accepts only HTTPS with TLS 1.2 or later, and no publishing passwords", () => {
    assert.equal(at(site.body, "properties", "httpsOnly"), true);
    assert.equal(at(site.body, "properties", "siteConfig", "minTlsVersion"), "1.2");
    const policy = one(resources, "Microsoft.Web/sites/basicPublishingCredentialsPolicies");
    assert.match(policy.name, /\/scm$/);
    assert.equal(at(policy.body, "properties", "allow"), false);
  });

  it("runs on Flex Consumption, with a Node version that the app supports", () => {
    assert.deepEqual(one(resources, "Microsoft.Web/serverfarms").body.sku, {
      tier: "FlexConsumption",
      name: "FC1",
    });
    assert.deepEqual(at(site.body, "properties", "functionAppConfig", "runtime"), {
      name: "node",
      version: "22",
    });
    const newer = one(deployed({ nodeVersion: "24" }).resources, "Microsoft.Web/sites");
    assert.equal(at(newer.body, "properties", "functionAppConfig", "runtime", "version"), "24");
  });

  it("is what azd deploys to", () => {
    assert.equal(at(site.body, "tags", "azd-service-name"), "app");
    assert.equal(at(site.body, "tags", "azd-env-name"), "prod");
  });

  it("has an identity of the host, with which it reaches its package, its storage and its telemetry", () => {
    assert.equal(at(site.body, "identity", "type"), "UserAssigned");
    const authentication = at(
      site.body,
      "properties",
      "functionAppConfig",
      "deployment",
      "storage",
      "authentication",
    );
    assert.equal(at(authentication, "type"), "UserAssignedIdentity");
    assert.match(
      text(at(authentication, "userAssignedIdentityResourceId")),
      /\/userAssignedIdentities\/capture-\w+-host-id$/,
    );
    const settings = appSettings(resources);
    assert.equal(settings.AzureWebJobsStorage__credential, "managedidentity");
    assert.equal(
      settings.APPLICATIONINSIGHTS_AUTHENTICATION_STRING,
      `ClientId=${text(settings.AzureWebJobsStorage__clientId)};Authorization=AAD`,
    );
    assert.equal(
      at(one(resources, "Microsoft.Insights/components").body, "properties", "DisableLocalAuth"),
      true,
    );
  });

  it("keeps Durable's state in the scheduler's task hub, the one in host.json", async () => {
    const settings = appSettings(resources);
    assert.equal(settings[`${host}storageProvider__type`], "azureManaged");
    const connection = text(settings[text(settings[`${host}storageProvider__connectionStringName`])]);
    assert.match(
      connection,
      /^Endpoint=https:\/\/\S+;Authentication=ManagedIdentity;ClientID=client-of-capture-\w+-host-id$/,
    );
    const hub = one(resources, "Microsoft.DurableTask/schedulers/taskHubs");
    assert.equal(hub.name.split("/")[1], await hubName());
    assert.equal(settings[`${host}hubName`], await hubName());
  });

  it("keeps Durable's state in its own storage account on request, with the roles for that", () => {
    const storage = deployed({ durableBackend: "azureStorage" }).resources;
    assert.deepEqual(ofType(storage, "Microsoft.DurableTask/schedulers"), []);
    assert.deepEqual(
      Object.keys(appSettings(storage)).filter((name) => name.startsWith(host)),
      [],
    );
    const roles = (all: typeof resources) =>
      ofType(all, "Microsoft.Authorization/roleAssignments").filter(({ scope }) => /\/app\w+$/.test(scope))
        .length;
    assert.deepEqual([roles(resources), roles(storage)], [1, 3]);
  });

  it("keeps instances always ready only on request", () => {
    const path = ["properties", "functionAppConfig", "scaleAndConcurrency", "alwaysReady"];
    assert.deepEqual(at(site.body, ...path), []);
    const ready = one(deployed({ alwaysReadyHttpInstances: 1 }).resources, "Microsoft.Web/sites");
    assert.deepEqual(at(ready.body, ...path), [{ name: "http", instanceCount: 1 }]);
  });

  it("has App Service Authentication with a secure webhook, and exempts the routes with keys", () => {
    const authentication = (all: typeof resources) =>
      ofType(all, "Microsoft.Web/sites/config").filter(({ name }) => name.endsWith("/authsettingsV2"));
    assert.deepEqual(authentication(resources), []);
    const [on] = authentication(everything());
    assert.equal(at(on?.body, "properties", "platform", "enabled"), true);
    assert.equal(
      at(on?.body, "properties", "globalValidation", "unauthenticatedClientAction"),
      "AllowAnonymous",
    );
    const provider = at(on?.body, "properties", "identityProviders", "azureActiveDirectory");
    assert.equal(
      at(provider, "registration", "openIdIssuer"),
      "https://login.microsoftonline.com/99999999-8888-4777-8666-555555555555/v2.0",
    );
  });
});
