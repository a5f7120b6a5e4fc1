import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { at, object } from "../support/template/json.ts";
import { appSettings, deployed, everything, one } from "../support/template/template.ts";

/**
 * Application settings of the table
 * https://learn.microsoft.com/azure/azure-functions/functions-app-settings#flex-consumption-plan-deprecations
 * and those that the same page calls unsupported there (WEBSITE_TIME_ZONE, TZ).
 */
const deprecatedSettings = [
  "ENABLE_ORYX_BUILD",
  "FUNCTIONS_EXTENSION_VERSION",
  "FUNCTIONS_MAX_HTTP_CONCURRENCY",
  "FUNCTIONS_WORKER_DYNAMIC_CONCURRENCY_ENABLED",
  "FUNCTIONS_WORKER_PROCESS_COUNT",
  "FUNCTIONS_WORKER_RUNTIME",
  "FUNCTIONS_WORKER_RUNTIME_VERSION",
  "SCM_DO_BUILD_DURING_DEPLOYMENT",
  "TZ",
  "WEBSITE_CONTENTAZUREFILECONNECTIONSTRING",
  "WEBSITE_CONTENTOVERVNET",
  "WEBSITE_CONTENTSHARE",
  "WEBSITE_DNS_SERVER",
  "WEBSITE_MAX_DYNAMIC_APPLICATION_SCALE_OUT",
  "WEBSITE_MOUNT_ENABLED",
  "WEBSITE_NODE_DEFAULT_VERSION",
  "WEBSITE_RUN_FROM_PACKAGE",
  "WEBSITE_SKIP_CONTENTSHARE_VALIDATION",
  "WEBSITE_TIME_ZONE",
  "WEBSITE_USE_PLACEHOLDER_DOTNETISOLATED",
  "WEBSITE_VNET_ROUTE_ALL",
];

/**
 * Properties of the site or of its siteConfig in the same table, and others that the plan has no use for.
 * More and more regions refuse them with error 51021, even when they are null:
 * https://github.com/Azure/terraform-azurerm-avm-res-web-site/pull/345 and
 * https://github.com/microsoft/azure-pipelines-tasks/issues/21032
 */
const deprecatedProperties = [
  "alwaysOn",
  "containerSize",
  "ftpsState",
  "functionAppScaleLimit",
  "functionsRuntimeScaleMonitoringEnabled",
  "isReserved",
  "isXenon",
  "javaVersion",
  "linuxFxVersion",
  "minimumElasticInstanceCount",
  "netFrameworkVersion",
  "nodeVersion",
  "phpVersion",
  "powerShellVersion",
  "preWarmedInstanceCount",
  "pythonVersion",
  "use32BitWorkerProcess",
  "vnetBackupRestoreEnabled",
  "vnetContentShareEnabled",
  "vnetImagePullEnabled",
  "vnetRouteAllEnabled",
  "websiteTimeZone",
  "windowsFxVersion",
];

/** The names of all members, however deep, and of the settings in a list of `{ name, value }`. */
function* namesIn(value: unknown): Generator<string> {
  if (typeof value !== "object" || value === null) return;
  if ("name" in value && "value" in value) yield String(value.name);
  for (const [name, inner] of Object.entries(value)) {
    if (!Array.isArray(value)) yield name;
    yield* namesIn(inner);
  }
}

const deployments = [
  everything(),
  deployed().resources,
  deployed({ durableBackend: "azureStorage" }).resources,
];
const among = (names: Iterable<string>, unwanted: readonly string[]): string[] => {
  const lower = new Set(unwanted.map((name) => name.toLowerCase()));
  return [...names].filter((name) => lower.has(name.toLowerCase()));
};

describe("the function app on Flex Consumption", () => {
  it("sets no property that the plan does not have, in the site or its configuration", () => {
    for (const resources of deployments) {
      const sites = resources.filter(({ type }) => /^Microsoft\.Web\/(?!serverfarms)/.test(type));
      assert.ok(sites.length >= 3);
      for (const { type, name, body } of sites)
        assert.deepEqual(among(namesIn(body.properties), deprecatedProperties), [], `${type} ${name}`);
    }
  });

  it("sets no application setting that the plan does not have", () => {
    for (const resources of deployments) {
      const site = one(resources, "Microsoft.Web/sites");
      const names = [
        ...Object.keys(appSettings(resources)),
        ...namesIn(at(site.body, "properties", "siteConfig")),
      ];
      assert.ok(names.length > 15);
      assert.deepEqual(among(names, deprecatedSettings), []);
    }
  });

  it("says with the plan's own properties what those would say", () => {
    const site = one(everything(), "Microsoft.Web/sites");
    assert.deepEqual(Object.keys(object(at(site.body, "properties", "functionAppConfig"))), [
      "deployment",
      "runtime",
      "scaleAndConcurrency",
    ]);
  });
});
