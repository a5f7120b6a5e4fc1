import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { captured, commonAlert, sample, vmId } from "../support/alerts/fixtures.ts";

const occurrenceOf = (body: unknown): string => captured(body).alert.occurrence;

/** The same JSON with the keys of every object in reverse order. */
const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, entry]) => [key, reversed(entry)]),
  );
};

const recased = (body: unknown): unknown =>
  JSON.parse(JSON.stringify(body).replaceAll(/"\/subscriptions[^"]*"/g, (id) => id.toUpperCase()));

const metric = (context: Readonly<Record<string, unknown>> = {}, status = "Activated") => ({
  schemaId: "AzureMonitorMetricAlert",
  data: {
    status,
    context: { timestamp: "2026-11-23T02:00:41Z", id: "/a/rule", resourceId: vmId("web01"), ...context },
  },
});

describe("occurrence", () => {
  for (const [name, body] of [
    ["common", commonAlert()],
    ["metric", metric()],
    ["metric without a moment", metric({ timestamp: null })],
    ["common without an alert id", commonAlert({ essentials: { alertId: null } })],
    ["published metric alert", sample("x03-noncommon-vm-netout-activated.json")],
  ] as const) {
    it(`${name}: the same for a repeated delivery, another key order and another casing`, () => {
      assert.equal(occurrenceOf(structuredClone(body)), occurrenceOf(body));
      assert.equal(occurrenceOf(reversed(body)), occurrenceOf(body));
      assert.equal(occurrenceOf(recased(body)), occurrenceOf(body));
    });
  }

  it("is the same whatever the order of the targets", () => {
    const of = (...names: readonly string[]) =>
      occurrenceOf(commonAlert({ essentials: { alertTargetIDs: names.map((name) => vmId(name)) } }));
    assert.equal(of("a", "b", "A"), of("b", "a"));
  });

  it("is the same when only the action group's own part of the body differs", () => {
    assert.equal(occurrenceOf(commonAlert({ customProperties: { team: "a" } })), occurrenceOf(commonAlert()));
  });

  it("differs for another firing, alert, VM, rule or resource", () => {
    const bodies = [
      commonAlert(),
      commonAlert({ essentials: { alertId: "b" } }),
      commonAlert({ essentials: { firedDateTime: "2026-11-23T02:00:41.5178214Z" } }),
      commonAlert({ essentials: { alertTargetIDs: [vmId("web02")] } }),
      commonAlert({ essentials: { alertTargetIDs: [vmId("web01"), vmId("web02")] } }),
      metric(),
      metric({ timestamp: "2026-11-23T02:05:41Z" }),
      metric({ id: "/a/rule2" }),
      metric({ resourceId: vmId("web02") }),
      metric({ timestamp: null, condition: { allOf: [{ metricValue: 1 }] } }),
      metric({ timestamp: null, condition: { allOf: [{ metricValue: 2 }] } }),
    ];
    assert.equal(new Set(bodies.map(occurrenceOf)).size, bodies.length);
  });

  it("does not confuse parts that join to the same text", () => {
    const of = (alertId: string, firedDateTime: string) =>
      occurrenceOf(commonAlert({ essentials: { alertId, firedDateTime } }));
    assert.notEqual(of('a","b', "c"), of("a", 'b","c'));
  });
});
