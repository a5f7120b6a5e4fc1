import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { world } from "../../../local/azure/world.ts";
import { appSettings } from "../../../local/environment/appSettings.ts";
import { ignoredSettings } from "../../../local/environment/ignoredSettings.ts";

const mine = { AZURE_TENANT_ID: "contoso.com", AZURE_CLIENT_ID: "mine", AZURE_CLIENT_SECRET: "mine too" };
const simulated = { AzureTenant: world.tenant, AzureClientId: world.client.id, AzureCredPassword: "p" };

describe("a developer's own identity", () => {
  it("is ignored in any form", () => {
    assert.deepEqual(ignoredSettings(mine), Object.keys(mine));
    assert.deepEqual(ignoredSettings({ AZURE_CLIENT_SECRET: "s" }), ["AZURE_CLIENT_SECRET"]);
    assert.deepEqual(ignoredSettings({ AZURE_TENANT_ID: "contoso.com" }), ["AZURE_TENANT_ID"]);
    const theirs = { AzureTenant: "contoso.com", AzureCredPassword: "p", AzureCredKeyFile: "/k" };
    assert.deepEqual(ignoredSettings(theirs), Object.keys(theirs));
    assert.deepEqual(ignoredSettings({ AZURE_REGIONAL_AUTHORITY_NAME: "westeurope" }), [
      "AZURE_REGIONAL_AUTHORITY_NAME",
    ]);
  });

  it("is ignored beside a simulated one", () => {
    assert.deepEqual(ignoredSettings({ ...mine, ...simulated }), Object.keys(mine));
    assert.deepEqual(ignoredSettings({ AZURE_CLIENT_ID: "mine", ...simulated }), ["AZURE_CLIENT_ID"]);
  });

  it("is never sent anywhere: sign-in goes to the simulated endpoint", () => {
    const environment = {
      AZURE_AUTHORITY_HOST: "https://127.0.0.1:1",
      IDENTITY_ENDPOINT: "e",
      IDENTITY_HEADER: "h",
    };
    const user = { ...mine, AZURE_AUTHORITY_HOST: "https://login.microsoftonline.com" };
    const settings = appSettings(user, environment);
    assert.equal(settings.AZURE_AUTHORITY_HOST, "https://127.0.0.1:1");
    for (const name of Object.keys(mine)) assert.equal(settings[name], "", name);
  });
});

describe("a simulated identity", () => {
  it("is used: a service principal's in any casing, complete or not, or a user-assigned one", () => {
    const { AzureTenant: tenant, AzureClientId: client } = simulated;
    for (const env of [
      {},
      simulated,
      { AzureTenant: tenant.toUpperCase(), AzureCredPassword: "p" },
      { AZURE_TENANT_ID: tenant, AZURE_CLIENT_SECRET: "s" },
      { AZURE_CLIENT_ID: client, AZURE_CLIENT_SECRET: "s" },
      { AZURE_CLIENT_ID: "any" },
      { AZURE_TENANT_ID: "", AZURE_CLIENT_ID: "any" },
    ])
      assert.deepEqual(ignoredSettings(env), [], JSON.stringify(env));
  });
});
