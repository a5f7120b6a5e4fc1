import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { loadConfig } from "../src/config.ts";
import { ConfigError } from "../src/settings/configError.ts";

const subscription = "/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11";
const required = {
  CAPTURE_STORAGE_ACCOUNT_ID: `${subscription}/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/captures`,
  AzureWebJobsStorage: "UseDevelopmentStorage=true",
  NOTIFY_EMAIL_TO: "oncall@example.com, second@example.com",
  EMAIL_SENDER: "DoNotReply@example.azurecomm.net",
  EMAIL_ENDPOINT: "https://example.communication.azure.com",
};

const accessKey = { EMAIL_CONNECTION_STRING: "endpoint=https://x.communication.azure.us;accesskey=c2VjcmV0" };

const problems = (env: Record<string, string>): readonly string[] => {
  try {
    loadConfig({ ...required, ...env });
    return [];
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.problems;
  }
};

describe("configuration", () => {
  it("needs five settings and has a default for every other", () => {
    const config = loadConfig(required);
    assert.deepEqual(config.email.to, ["oncall@example.com", "second@example.com"]);
    assert.deepEqual(config.limits, {
      timeLimitSeconds: 300,
      maxBytes: 104_857_600,
      bytesPerPacket: 0,
      filters: [],
    });
    assert.deepEqual(config.poll, { minSeconds: 5, maxSeconds: 300 });
    assert.equal(config.conflictPolicy, "join");
    assert.deepEqual(config.identity, { kind: "managed", clientId: null });
  });

  it("allows only the storage account's subscription unless told otherwise", () => {
    assert.deepEqual(loadConfig(required).allowedScopes, [subscription]);
    assert.equal(loadConfig({ ...required, ALLOWED_SCOPES: "*" }).allowedScopes, "*");
  });

  it("keeps the name of a time zone as it is given", () => {
    for (const zone of ["Asia/Kolkata", "Asia/Calcutta", "Europe/Berlin", "UTC"])
      assert.equal(loadConfig({ ...required, REPORT_TIME_ZONE: zone }).reportTimeZone, zone);
    assert.equal(problems({ REPORT_TIME_ZONE: "Mars/Olympus" }).length, 1);
  });

  it("knows how long capture files stay only where it is told", () => {
    const daysOf = (days: string) =>
      loadConfig({ ...required, CAPTURE_FILE_RETENTION_DAYS: days }).fileRetentionDays;
    assert.deepEqual([daysOf(""), daysOf("1"), daysOf("3650")], [null, 1, 3650]);
    for (const days of ["0", "3651", "-1", "7.5", "a week"])
      assert.equal(problems({ CAPTURE_FILE_RETENTION_DAYS: days }).length, 1, days);
  });

  it("looks computer names up only in scopes that are listed, and only when told to", () => {
    const scopes = `${subscription}/resourceGroups/a,${subscription}/resourceGroups/b`;
    const found = (env: Record<string, string>) => loadConfig({ ...required, ...env }).hostNameScopes;
    assert.equal(found({ ALLOWED_SCOPES: scopes }), null);
    assert.deepEqual(found({ RESOLVE_HOST_NAMES: "True" }), [subscription]);
    assert.deepEqual(found({ RESOLVE_HOST_NAMES: "true", ALLOWED_SCOPES: scopes }), scopes.split(","));
    const [problem, ...more] = problems({ RESOLVE_HOST_NAMES: "true", ALLOWED_SCOPES: "*" });
    assert.match(problem ?? "", /^RESOLVE_HOST_NAMES needs ALLOWED_SCOPES/);
    assert.deepEqual(more, []);
    assert.deepEqual(problems({ RESOLVE_HOST_NAMES: "no" }).length, 1);
  });

  it("knows whose people may sign in to the captures page: the tenants of the platform, or the webhook's", () => {
    const tenant = "72f988bf-86f1-41af-91ab-2d7cd011db47";
    const webhook = {
      WEBSITE_AUTH_ENABLED: "True",
      SECURE_WEBHOOK_TENANT_ID: tenant,
      SECURE_WEBHOOK_AUDIENCE: "api://alerts",
    };
    const tenantsOf = (env: Record<string, string>) => loadConfig({ ...required, ...env }).page.tenants;
    assert.equal(tenantsOf({}), null);
    assert.deepEqual(tenantsOf(webhook), [tenant]);
    assert.deepEqual(tenantsOf({ ...webhook, WEBSITE_AUTH_AAD_ALLOWED_TENANTS: "one, two" }), ["one", "two"]);
    // A platform's setting that is wrong lets nobody in, and keeps no alert out.
    assert.deepEqual(problems({ WEBSITE_AUTH_AAD_ALLOWED_TENANTS: "none of them" }), []);
  });

  it("reports every problem at once, by name", () => {
    const found = problems({
      NOTIFY_EMAIL_TO: "",
      EMAIL_ENDPOINT: "",
      CAPTURE_TIME_LIMIT_SECONDS: "x",
      CAPTURE_FILTERS: "{}",
    });
    assert.deepEqual(
      ["NOTIFY_EMAIL_TO", "EMAIL_ENDPOINT", "CAPTURE_TIME_LIMIT_SECONDS", "CAPTURE_FILTERS"].filter(
        (name) => !found.some((problem) => problem.startsWith(name)),
      ),
      [],
    );
    assert.equal(found.length, 4);
  });

  it("never repeats a value in a problem", () => {
    const found = problems({
      EMAIL_CONNECTION_STRING: "endpoint=http://x;accesskey=hunter2",
      AZURE_CLIENT_SECRET: "hunter2 x",
    });
    assert.equal(found.length, 2);
    assert.ok(!found.join().includes("hunter2"));
  });

  it("refuses a secret without its tenant and client, and poll bounds the wrong way round", () => {
    assert.match(problems({ AZURE_CLIENT_SECRET: "s" }).join(), /AZURE_TENANT_ID and AZURE_CLIENT_ID/);
    assert.match(problems({ POLL_MIN_SECONDS: "400" }).join(), /POLL_MAX_SECONDS/);
  });

  it("takes alerts from a secure webhook alone only where App Service Authentication is on", () => {
    const tenantId = "72f988bf-86f1-41af-91ab-2d7cd011db47";
    const both = { SECURE_WEBHOOK_TENANT_ID: tenantId, SECURE_WEBHOOK_AUDIENCE: "api://capture-on-alert" };
    assert.equal(loadConfig(required).secureWebhook, null);
    const { secureWebhook, platformAuthentication } = loadConfig({
      ...required,
      ...both,
      WEBSITE_AUTH_ENABLED: "True",
    });
    assert.deepEqual(secureWebhook, { tenantId, audience: "api://capture-on-alert" });
    assert.equal(platformAuthentication, true);
    for (const WEBSITE_AUTH_ENABLED of ["", "False", "no", "1"])
      assert.match(problems({ ...both, WEBSITE_AUTH_ENABLED }).join(), /App Service Authentication/);
  });

  it("wants both settings of a secure webhook or none, in their forms", () => {
    const on = { WEBSITE_AUTH_ENABLED: "True" };
    assert.match(
      problems({ ...on, SECURE_WEBHOOK_AUDIENCE: "api://x" }).join(),
      /SECURE_WEBHOOK_TENANT_ID is missing/,
    );
    const tenant = { ...on, SECURE_WEBHOOK_TENANT_ID: "72f988bf-86f1-41af-91ab-2d7cd011db47" };
    assert.match(problems(tenant).join(), /SECURE_WEBHOOK_AUDIENCE is missing/);
    for (const SECURE_WEBHOOK_AUDIENCE of ["https://x", "api://", "api://a b", "x"])
      assert.match(
        problems({ ...tenant, SECURE_WEBHOOK_AUDIENCE }).join(),
        /SECURE_WEBHOOK_AUDIENCE must be/,
      );
    assert.equal(problems({ ...on, SECURE_WEBHOOK_TENANT_ID: "contoso.com" }).length, 2);
  });

  it("keeps whole numbers within the API's range", () => {
    assert.deepEqual(problems({ CAPTURE_TIME_LIMIT_SECONDS: "18000", CAPTURE_MAX_BYTES: "4294967295" }), []);
    for (const value of ["0", "18001", "-1", "1e3", "5.5"])
      assert.equal(problems({ CAPTURE_TIME_LIMIT_SECONDS: value }).length, 1, value);
  });

  it("names the connection string that email needs in a sovereign cloud, with an endpoint or without", () => {
    for (const AZURE_CLOUD of ["AzureUSGovernment", "azurechina"])
      for (const EMAIL_ENDPOINT of ["https://x.communication.azure.us", ""]) {
        const found = problems({ AZURE_CLOUD, EMAIL_ENDPOINT });
        assert.equal(found.length, 1);
        assert.match(found[0] ?? "", /^EMAIL_CONNECTION_STRING is missing: in a sovereign cloud/);
        assert.deepEqual(problems({ AZURE_CLOUD, EMAIL_ENDPOINT, ...accessKey }), []);
      }
  });

  it("sends to at most 50 recipients, as the email service does, and to each once", () => {
    const people = (count: number) => Array.from({ length: count }, (_, index) => `p${index}@example.com`);
    assert.deepEqual(problems({ NOTIFY_EMAIL_TO: people(50).join(",") }), []);
    assert.deepEqual(problems({ NOTIFY_EMAIL_TO: people(51).join(",") }), [
      "NOTIFY_EMAIL_TO must name at most 50 recipients",
    ]);
    const twice = [...people(50), "P0@example.com", "p1@EXAMPLE.com"].join(", ");
    assert.deepEqual(loadConfig({ ...required, NOTIFY_EMAIL_TO: twice }).email.to, people(50));
  });

  it("takes resource groups with letters of any script, also percent-encoded as a URL has them", () => {
    for (const group of ["FORMACIÓN", "研发_1", "Ελλάς-(ж)", "grüße.1"])
      for (const text of [group, encodeURIComponent(group)]) {
        const scope = `${subscription}/resourceGroups/${text}`;
        const config = loadConfig({
          ...required,
          ALLOWED_SCOPES: `${scope}/`,
          CAPTURE_STORAGE_ACCOUNT_ID: `${scope}/providers/Microsoft.Storage/storageAccounts/captures`,
        });
        assert.deepEqual(config.allowedScopes, [`${subscription}/resourceGroups/${group}`]);
        assert.ok(config.storageAccountId.includes(`/${group}/`), config.storageAccountId);
      }
    for (const group of ["a b", "a.", "..", "a/b", "a%2Fb", "a?b", "a€", ""]) {
      const scope = `${subscription}/resourceGroups/${group}`;
      assert.match(problems({ ALLOWED_SCOPES: scope }).join(), /^ALLOWED_SCOPES must be/, group);
    }
  });

  it("names a wrong filter by field and form, and never by its value", () => {
    const found = problems({ CAPTURE_FILTERS: '[{"remoteIPAddress":"1.1.1.1-255.255.255"}]' }).join();
    assert.match(
      found,
      /^CAPTURE_FILTERS has a wrong filter \(number 1\): remoteIPAddress must be one IPv4 or IPv6 address/,
    );
    assert.ok(!found.includes("255.255"));
    const CAPTURE_FILTERS = '[{"protocol":"Tcp","remotePort":"80;443;"}]';
    assert.deepEqual(loadConfig({ ...required, CAPTURE_FILTERS }).limits.filters, [
      { protocol: "TCP", remotePort: "80;443" },
    ]);
  });

  it("sends tokens of the chosen cloud's audience", () => {
    const { cloud } = loadConfig({ ...required, ...accessKey, AZURE_CLOUD: "azureusgovernment" });
    assert.equal(cloud.resourceManagerEndpoint, "https://management.usgovcloudapi.net");
    assert.equal(cloud.resourceManagerScope, "https://management.usgovcloudapi.net/.default");
  });
});
