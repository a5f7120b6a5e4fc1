import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { loadConfig } from "../../src/config.ts";
import { ConfigError } from "../../src/settings/configError.ts";
import { documentedSettings as documented } from "../../src/settings/documentedSettings.ts";
import { documentText } from "../support/documents.ts";
import { list, object, text, type JsonObject } from "../support/template/json.ts";
import { appSettings, deployed, elsewhere, here, template, vms } from "../support/template/template.ts";

/** The host's storage account, in which the app keeps its records. */
const hostStorage = [
  "AzureWebJobsStorage__accountName",
  "AzureWebJobsStorage__credential",
  "AzureWebJobsStorage__clientId",
];
/** What the Functions host and its extensions read, and the app never does. */
const ofThePlatform = [
  "APPLICATIONINSIGHTS_CONNECTION_STRING",
  "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
  "OTEL_TRACES_SAMPLER",
  "AzureFunctionsJobHost__extensions__durableTask__storageProvider__type",
  "AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName",
  "AzureFunctionsJobHost__extensions__durableTask__hubName",
  "DURABLE_TASK_SCHEDULER_CONNECTION_STRING",
];

const secure = { secureWebhookClientId: "33333333-2222-4333-8444-555555555555" };
const set = (parameters = {}) => appSettings(deployed(parameters).resources);
const asEnvironment = (settings: JsonObject) =>
  Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, text(value)]));
const names = documented.map(({ name }) => name);

describe("the app settings of the template", () => {
  it("are settings that the app or its host reads, and are documented", () => {
    const documentation = documentText("docs/settings.md");
    const own = Object.keys(set(secure)).filter((name) => !ofThePlatform.includes(name));
    assert.deepEqual(
      own.filter((name) => !names.includes(name) || !documentation.includes(`| \`${name}\``)),
      [],
    );
    assert.deepEqual(
      ofThePlatform.filter((name) => !(name in set())),
      [],
    );
  });

  it("include every required setting, and are valid for the app", () => {
    const required = documented.filter(({ default: value }) => value === null).map(({ name }) => name);
    assert.ok(required.length > 0);
    assert.deepEqual(
      required.filter((name) => !(name in set())),
      [],
    );
    assert.equal(loadConfig(asEnvironment(set())).email.service.kind, "endpoint");
    const config = loadConfig({ ...asEnvironment(set(secure)), WEBSITE_AUTH_ENABLED: "True" });
    assert.equal(config.secureWebhook?.audience, "api://33333333-2222-4333-8444-555555555555");
  });

  it("have the app's own defaults, but a prefix of sessions that no other deployment has", () => {
    const settings = asEnvironment(set());
    const required = documented.filter(({ default: value }) => value === null).map(({ name }) => name);
    const given = [
      ...[...required, "EMAIL_ENDPOINT", "AZURE_CLIENT_ID", "CAPTURE_NAME_PREFIX"],
      "CAPTURE_FILE_RETENTION_DAYS",
      ...hostStorage,
    ];
    const bare = Object.fromEntries(Object.entries(settings).filter(([name]) => given.includes(name)));
    assert.deepEqual(loadConfig(settings), loadConfig(bare));
  });

  it("allow the resource groups of the given VMs, wherever they are", () => {
    assert.deepEqual(loadConfig(asEnvironment(set({ vmIds: Object.values(vms) }))).allowedScopes, [
      `/subscriptions/${here}/resourcegroups/prod-web-rg`,
      `/subscriptions/${elsewhere}/resourcegroups/data-rg`,
    ]);
    assert.equal(loadConfig(asEnvironment(set({ allowedScopes: "*" }))).allowedScopes, "*");
  });

  it("tell the app when the lifecycle rule deletes capture files", () => {
    assert.equal(loadConfig(asEnvironment(set())).fileRetentionDays, 30);
    assert.equal(loadConfig(asEnvironment(set({ captureRetentionDays: 7 }))).fileRetentionDays, 7);
  });

  it("take any other setting from the parameter appSettings, which wins", () => {
    const settings = set({ appSettings: { POLL_MIN_SECONDS: "7", REPORT_TIME_ZONE: "Europe/Berlin" } });
    const config = loadConfig(asEnvironment(settings));
    assert.equal(config.poll.minSeconds, 7);
    assert.equal(config.reportTimeZone, "Europe/Berlin");
  });

  it("are rejected by Azure where the app would reject them", () => {
    const limits = {
      captureTimeLimitSeconds: "minValue",
      captureMaxBytes: "minValue",
      historyRetentionDays: "minValue",
      captureRetentionDays: "minValue",
    };
    for (const [name, least] of Object.entries(limits)) {
      const { [least]: lowest, maxValue } = object(object(template.parameters)[name]);
      const read = (value: unknown) => () => loadConfig(asEnvironment(set({ [name]: value as number })));
      assert.doesNotThrow(read(lowest));
      assert.doesNotThrow(read(maxValue));
      assert.throws(read(Number(lowest) - 1), ConfigError);
      assert.throws(read(Number(maxValue) + 1), ConfigError);
    }
    for (const policy of list(object(object(template.parameters).captureConflictPolicy).allowedValues))
      assert.doesNotThrow(() => loadConfig(asEnvironment(set({ captureConflictPolicy: policy }))));
  });
});
