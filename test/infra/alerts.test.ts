import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { before, describe, it } from "node:test";
import { loadApp } from "../../local/host/worker/loadApp.ts";
import { at, list, text } from "../support/template/json.ts";
import { deployed, elsewhere, everything, here, ofType, one, vms } from "../support/template/template.ts";
import type { Deployed } from "../support/template/deploy.ts";

const vmIds = Object.values(vms);
const withAlerts = (parameters = {}) => deployed({ vmIds, connectAlerts: true, ...parameters }).resources;
let functions: Awaited<ReturnType<typeof loadApp>>["functions"];
const ruleType = "Microsoft.Insights/metricAlerts";
const groupType = "Microsoft.Insights/actionGroups";
const ruleOfLog = "Microsoft.Insights/scheduledQueryRules";

before(async () => {
  ({ functions } = await loadApp(".", () => undefined));
});

describe("the alert rules", () => {
  it("watch one VM each, in the subscription of the VM", () => {
    const rules = ofType(withAlerts(), ruleType);
    assert.deepEqual(
      rules.map(({ body }) => at(body, "properties", "scopes")),
      vmIds.map((id) => [id]),
    );
    assert.deepEqual(
      rules.map(({ scope }) => scope),
      [
        `/subscriptions/${here}/resourceGroups/rg-prod`,
        `/subscriptions/${here}/resourceGroups/rg-prod`,
        `/subscriptions/${elsewhere}/resourceGroups/Data-RG`,
      ],
    );
    assert.equal(new Set(rules.map(({ name }) => name)).size, 3);
  });

  it("evaluate every minute the total of five, and resolve automatically", () => {
    const [rule] = ofType(withAlerts({ networkOutBytesPerMinute: 5, alertSeverity: 1 }), ruleType);
    const { windowSize, evaluationFrequency, autoMitigate, severity, enabled } = at(
      rule?.body,
      "properties",
    ) as Record<string, unknown>;
    assert.deepEqual(
      { windowSize, evaluationFrequency, autoMitigate, severity, enabled },
      { windowSize: "PT5M", evaluationFrequency: "PT1M", autoMitigate: true, severity: 1, enabled: true },
    );
    const criterion = at(rule?.body, "properties", "criteria", "allOf", 0);
    assert.equal(at(criterion, "metricName"), "Network Out Total");
    assert.equal(at(criterion, "timeAggregation"), "Total");
    assert.equal(at(criterion, "threshold"), 5 * 5, "five minutes of five bytes");
  });

  it("have a threshold above an idle VM's traffic", () => {
    const [rule] = ofType(withAlerts(), ruleType);
    const bytes = Number(at(rule?.body, "properties", "criteria", "allOf", 0, "threshold"));
    assert.ok((bytes * 8) / 300 >= 10_000_000, "at least 10 Mbit/s");
  });

  it("start captures through the one action group, with their custom properties", () => {
    const alertCustomProperties = { captureTimeLimitSeconds: "60" };
    const resources = withAlerts({ alertCustomProperties });
    const group = one(resources, groupType);
    for (const { body } of ofType(resources, ruleType))
      assert.deepEqual(at(body, "properties", "actions"), [
        { actionGroupId: group.id, webHookProperties: alertCustomProperties },
      ]);
  });

  it("and the action group wait for the code's deployment", () => {
    const before = deployed({ vmIds }).resources;
    assert.deepEqual([...ofType(before, ruleType), ...ofType(before, groupType)], []);
  });
});

describe("the action group", () => {
  it("calls the alerts function with that function's own key, in the common schema", () => {
    const group = one(withAlerts(), groupType);
    const [receiver, ...more] = list(at(group.body, "properties", "azureFunctionReceivers"));
    assert.deepEqual([more, at(group.body, "properties", "webhookReceivers")], [[], []]);
    assert.equal(at(receiver, "useCommonAlertSchema"), true);
    const called = functions.find(({ name }) => name === at(receiver, "functionName"));
    assert.ok(called?.kind === "http" && called.methods.includes("POST"));
    const { pathname, protocol, searchParams } = new URL(text(at(receiver, "httpTriggerUrl")));
    assert.deepEqual([protocol, pathname], ["https:", `/api/${called.route}`]);
    assert.match(
      searchParams.get("code") ?? "",
      /^KEY-OF-\/subscriptions\/.+\/sites\/capture-\w+\/functions\/alerts$/,
    );
  });

  it("signs in, too, with a secure webhook", () => {
    const group = one(withAlerts({ secureWebhookClientId: "c", secureWebhookObjectId: "o" }), groupType);
    assert.deepEqual(at(group.body, "properties", "azureFunctionReceivers"), []);
    const receiver = at(group.body, "properties", "webhookReceivers", 0);
    const { useAadAuth, useCommonAlertSchema, objectId, identifierUri, tenantId } = receiver as Record<
      string,
      unknown
    >;
    assert.deepEqual(
      { useAadAuth, useCommonAlertSchema, objectId, identifierUri, tenantId },
      {
        useAadAuth: true,
        useCommonAlertSchema: true,
        objectId: "o",
        identifierUri: "api://c",
        tenantId: "99999999-8888-4777-8666-555555555555",
      },
    );
  });

  it("calls only functions that require a key; the health check and the captures page require none", () => {
    const open = functions.filter((one) => one.kind === "http" && one.authLevel !== "function");
    assert.deepEqual(
      open.map(({ name }) => name).filter((name) => !name.endsWith("SignedIn")),
      ["page", "pageFile", "health"],
    );
  });
});

describe("the operators' alerts", () => {
  const queryOf = (rule: Deployed) => text(at(rule.body, "properties", "criteria", "allOf", 0, "query"));
  const rules = ofType(everything(), ruleOfLog);

  it("notify the operators, not the app", () => {
    assert.ok(rules.length > 0);
    for (const rule of rules) {
      const [groupId, ...more] = list(at(rule.body, "properties", "actions", "actionGroups")).map(text);
      const group = ofType(everything(), groupType).find(({ id }) => id === groupId);
      assert.deepEqual(more, []);
      assert.equal(at(group?.body, "properties", "emailReceivers", 0, "emailAddress"), "ops@example.com");
      assert.deepEqual(
        Object.keys(at(group?.body, "properties") as object).filter((name) => name.endsWith("Receivers")),
        ["emailReceivers"],
      );
    }
  });

  it("run the queries that name them, which are documented", async () => {
    for (const rule of rules) {
      const title = text(at(rule.body, "properties", "displayName"));
      const files = await readdir("infra/queries");
      const texts = await Promise.all(files.map((name) => readFile(`infra/queries/${name}`, "utf8")));
      const [query, ...more] = texts.filter((one) => one.replaceAll("\n// ", " ").includes(`"${title}"`));
      assert.equal(queryOf(rule), query, title);
      assert.deepEqual(more, []);
    }
  });

  it("are left out when there is no operator", () => {
    assert.deepEqual(ofType(withAlerts(), ruleOfLog), []);
  });
});
