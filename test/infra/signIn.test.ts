import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { loadConfig } from "../../src/config.ts";
import { appRoles } from "../../src/functions/page/appRoles.ts";
import { documentText, repository } from "../support/documents.ts";
import { actionGroup } from "../support/http/principal.ts";
import { at, list, object, text, type Json } from "../support/template/json.ts";
import { appSettings, deployed, ofType, one } from "../support/template/template.ts";

const page = "55555555-2222-4333-8444-555555555555";
const webhook = "33333333-2222-4333-8444-555555555555";
const tenant = "99999999-8888-4777-8666-555555555555";
const identitySetting = "OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID";

const signInOf = (parameters: Readonly<Record<string, Json>>) => {
  const { resources } = deployed(parameters);
  const [settings, ...more] = ofType(resources, "Microsoft.Web/sites/config").filter(({ name }) =>
    name.endsWith("/authsettingsV2"),
  );
  assert.equal(more.length, 0);
  return settings?.body ?? null;
};
const providerOf = (parameters: Readonly<Record<string, Json>>) =>
  at(
    signInOf(parameters) ?? assert.fail("it is off"),
    "properties",
    "identityProviders",
    "azureActiveDirectory",
  );
const configOf = (parameters: Readonly<Record<string, Json>>) => {
  const settings = Object.entries(appSettings(deployed(parameters).resources));
  const environment = Object.fromEntries(settings.map(([name, value]) => [name, text(value)]));
  return loadConfig({ ...environment, WEBSITE_AUTH_ENABLED: "True" });
};

describe("the sign-in to the captures page", () => {
  it("is off unless a registration is given", () => {
    assert.equal(signInOf({}), null);
    assert.equal(configOf({}).page.tenants, null);
    assert.ok(!("WEBSITE_AUTH_AAD_ALLOWED_TENANTS" in appSettings(deployed().resources)));
  });

  it("is for people of one tenant alone, which the platform and the app both check", () => {
    const provider = providerOf({ pageClientId: page });
    assert.deepEqual(at(provider, "registration"), {
      clientId: page,
      openIdIssuer: `https://login.microsoftonline.com/${tenant}/v2.0`,
    });
    assert.deepEqual(at(provider, "validation", "allowedAudiences"), [`api://${page}`, page]);
    assert.deepEqual(configOf({ pageClientId: page }).page.tenants, [tenant]);
    const other = "77777777-8888-4777-8666-555555555555";
    const elsewhere = { pageClientId: page, pageTenantId: other };
    assert.equal(
      at(providerOf(elsewhere), "registration", "openIdIssuer"),
      `https://login.microsoftonline.com/${other}/v2.0`,
    );
    assert.deepEqual(configOf(elsewhere).page.tenants, [other]);
  });

  it("admits callers who are not signed in, whom the routes refuse, and keeps no tokens", () => {
    const body = signInOf({ pageClientId: page }) ?? assert.fail("it is off");
    assert.deepEqual(at(body, "properties", "globalValidation"), {
      requireAuthentication: false,
      unauthenticatedClientAction: "AllowAnonymous",
    });
    assert.equal(at(body, "properties", "httpSettings", "requireHttps"), true);
    assert.equal(at(body, "properties", "login", "tokenStore", "enabled"), false);
  });

  it("works with one registration for the webhook too, and beside another one", () => {
    const same = providerOf({ pageClientId: webhook, secureWebhookClientId: webhook });
    assert.equal(at(same, "registration", "clientId"), webhook);
    assert.deepEqual(list(at(same, "validation", "allowedAudiences")), [`api://${webhook}`, webhook]);
    const both = {
      pageClientId: page,
      secureWebhookClientId: webhook,
      secureWebhookIdentifierUri: "api://alerts",
    };
    assert.equal(at(providerOf(both), "registration", "clientId"), page);
    assert.deepEqual(list(at(providerOf(both), "validation", "allowedAudiences")).toSorted(), [
      webhook,
      page,
      `api://${page}`,
      "api://alerts",
    ]);
    assert.equal(configOf(both).secureWebhook?.audience, "api://alerts");
    const alone = providerOf({ secureWebhookClientId: webhook });
    assert.deepEqual(list(at(alone, "validation", "allowedAudiences")), [`api://${webhook}`, webhook]);
    assert.deepEqual(configOf({ secureWebhookClientId: webhook }).page.tenants, [tenant]);
  });

  it("takes tokens of the page, of action groups, and of the applications that are named", () => {
    const applications = (parameters: Readonly<Record<string, Json>>) =>
      list(at(providerOf(parameters), "validation", "defaultAuthorizationPolicy", "allowedApplications"));
    const service = actionGroup.find(({ typ }) => typ === "appid")?.val ?? "";
    assert.deepEqual(applications({ pageClientId: page }), [page]);
    assert.deepEqual(applications({ secureWebhookClientId: webhook }), [service, webhook]);
    const cli = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
    const all = { secureWebhookClientId: webhook, pageClientId: webhook, signInClientIds: [cli] };
    assert.deepEqual(applications(all), [service, webhook, cli]);
  });

  it("needs no secret: neither with ID tokens nor with the host's identity", () => {
    const plain = object(at(providerOf({ pageClientId: page }), "registration"));
    assert.deepEqual(Object.keys(plain), ["clientId", "openIdIssuer"]);
    const trusting = { pageClientId: page, pageTrustsIdentity: true };
    assert.equal(at(providerOf(trusting), "registration", "clientSecretSettingName"), identitySetting);
    const { resources } = deployed(trusting);
    const settings = appSettings(resources);
    assert.match(text(settings[identitySetting]), /-host-id$/);
    assert.equal(settings[identitySetting], settings.AzureWebJobsStorage__clientId);
    const identities = at(one(resources, "Microsoft.Web/sites").body, "identity", "userAssignedIdentities");
    assert.equal(Object.keys(object(identities)).length, 2);
    assert.ok(!(identitySetting in appSettings(deployed({ pageTrustsIdentity: true }).resources)));
  });

  it("knows the app roles that the app asks for: infra/appRoles.json has them", () => {
    const file = JSON.parse(readFileSync(new URL("infra/appRoles.json", repository), "utf8")) as Json;
    const roles = list(file).map(object);
    assert.deepEqual(
      roles.map(({ value }) => value),
      [appRoles.roleFor("read"), appRoles.roleFor("operate")],
    );
    const ids = roles.map(({ id }) => text(id));
    assert.equal(new Set(ids).size, 2);
    for (const { id, displayName, description, allowedMemberTypes, isEnabled } of roles) {
      assert.match(text(id), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      assert.deepEqual([allowedMemberTypes, isEnabled], [["User"], true]);
      assert.ok(text(displayName).length > 0 && text(description).length > 0);
    }
    const guide = documentText("infra/README.md");
    assert.match(guide, /--app-roles @infra\/appRoles\.json/);
    assert.match(guide, /\/\.auth\/login\/aad\/callback/);
  });

  it("comes with the links of the page", () => {
    const links = [{ label: "Runbook", href: "https://wiki.example.com/captures" }];
    assert.deepEqual(configOf({ pageLinks: links }).page.links, links);
  });
});
