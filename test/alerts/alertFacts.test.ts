import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { captured, commonAlert, sample, vmId } from "../support/alerts/fixtures.ts";

const factsOf = (body: unknown) => captured(body).alert;
const essentials = (fields: Readonly<Record<string, unknown>>) => commonAlert({ essentials: fields });

describe("decide: the facts of an alert", () => {
  it("keeps rule, severity, time, description and condition", () => {
    const { occurrence, criteria, ...facts } = factsOf(commonAlert({ customProperties: { team: "web" } }));
    assert.match(occurrence, /^[0-9a-f]{32}$/);
    assert.equal(criteria?.length, 1);
    assert.deepEqual(facts, {
      alertId:
        "/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11/providers/Microsoft.AlertsManagement/alerts/a",
      rule: "net-out-high",
      severity: "Sev2",
      firedAt: "2026-11-23T02:00:41.517Z",
      description: "Outgoing traffic is unusually high",
      condition: "Network Out Total > 500000000 (Total over PT5M), measured 812345678",
      question: "outbound",
    });
  });

  it("normalises the severity of the older families", () => {
    assert.equal(factsOf(sample("x03-noncommon-vm-netout-activated.json")).severity, "Sev2");
  });

  it("reads the rule's name from its id when it has no name", () => {
    assert.equal(
      factsOf(essentials({ alertRule: null, alertRuleId: "/a/metricAlerts/net out" })).rule,
      "net out",
    );
  });

  it("describes log, classic and dynamic conditions in words", () => {
    const ofCriterion = (criterion: object, windowSize = "PT5M") => {
      const body = commonAlert();
      const alertContext = { condition: { windowSize, allOf: [criterion] } };
      return factsOf({ ...body, data: { ...body.data, alertContext } }).condition;
    };
    const log = {
      searchQuery: "Heartbeat\n| count",
      operator: "LowerThan",
      threshold: "1",
      timeAggregation: "Count",
    };
    assert.equal(ofCriterion(log), "query results < 1 (Count over PT5M); query: Heartbeat | count");
    const dynamic = {
      metricName: "CPU",
      operator: "GreaterOrLessThan",
      threshold: 0.3,
      alertSensitivity: "Low",
    };
    assert.equal(ofCriterion(dynamic), "CPU outside 0.3 (PT5M, dynamic threshold)");
    const split = {
      metricName: "T",
      operator: "?!",
      threshold: "0",
      dimensions: [{ name: "Api", value: "Get" }],
    };
    assert.equal(ofCriterion(split, "15"), "T [Api = Get] ?! 0 (PT15M)");
  });

  for (const [sent, kept] of [
    ["2026-11-23T02:00:41.517Z", "2026-11-23T02:00:41.517Z"],
    ["2020-07-09T14:04:49.99645Z", "2020-07-09T14:04:49.996Z"],
    ["2026-11-23T02:00:41", "2026-11-23T02:00:41.000Z"],
    ["2026-11-23T02:00:41.1+01:30", "2026-11-23T00:30:41.100Z"],
    ["3/22/2019 1:36:31 PM", "2019-03-22T13:36:31.000Z"],
    ["3/22/2019 12:36:31 AM", "2019-03-22T00:36:31.000Z"],
    ["12/13/2017 20:53:57", "2017-12-13T20:53:57.000Z"],
    ["2026-02-30T02:00:41Z", null],
    ["2026-11-23T25:00:41Z", null],
    ["yesterday", null],
    [1234567890, null],
    [null, null],
  ] as const)
    it(`reads the time ${JSON.stringify(sent)} as ${JSON.stringify(kept)}`, () => {
      assert.equal(factsOf(essentials({ firedDateTime: sent })).firedAt, kept);
    });
});

describe("decide: bounds on stored facts", () => {
  it("shortens long texts and removes control characters", () => {
    const alert = factsOf(
      essentials({ alertRule: "r\r\nBcc: \u202e".padEnd(5000, "r"), description: "💥".repeat(4000) }),
    );
    assert.equal(alert.rule?.length, 260);
    assert.doesNotMatch(alert.rule, /[\r\u202e]/);
    assert.ok((alert.description?.length ?? 0) <= 1000);
    assert.ok(alert.description?.isWellFormed());
  });

  it("keeps at most 20 custom properties, those about the capture first, and only plain values", () => {
    const many = Object.fromEntries(
      Array.from({ length: 50 }, (_, index) => [`p${index}`, "x".repeat(2000)]),
    );
    const { customProperties } = captured(
      commonAlert({ customProperties: { ...many, nested: { a: 1 }, captureTimeLimitSeconds: 60 } }),
    );
    assert.equal(Object.keys(customProperties).length, 20);
    assert.equal(customProperties.captureTimeLimitSeconds, "60");
    assert.equal(customProperties.p0?.length, 1000);
    assert.equal(customProperties.nested, undefined);
  });

  it("keeps filters that are sent as JSON, not as its text", () => {
    const captureFilters = [{ protocol: "TCP" }];
    const { customProperties } = captured(commonAlert({ customProperties: { captureFilters, other: [1] } }));
    assert.deepEqual(customProperties, { captureFilters: '[{"protocol":"TCP"}]' });
  });

  it("gives a property named __proto__ no power", () => {
    const customProperties: unknown = JSON.parse('{"__proto__": "x", "a": "b"}');
    assert.deepEqual(captured(commonAlert({ customProperties })).customProperties, { a: "b" });
  });

  it("falls back to the properties that metric alerts repeat in their context", () => {
    const body = commonAlert();
    const alertContext = { ...body.data.alertContext, properties: { team: "web" } };
    assert.deepEqual(captured({ ...body, data: { ...body.data, alertContext } }).customProperties, {
      team: "web",
    });
  });

  it("shortens the targets that are not captured", () => {
    const ids = [vmId("web01"), `/${"x".repeat(5000)}`];
    assert.equal(captured(essentials({ alertTargetIDs: ids })).ignoredTargets[0]?.target.length, 300);
  });
});
