import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { resolvedInstances } from "../../../src/functions/resolved/resolvedInstances.ts";
import type { InstanceStatus } from "../../../src/durable/instances/instanceStatus.ts";

const alertId = "/subscriptions/s/providers/Microsoft.AlertsManagement/alerts/one";
const at = "2026-11-23T02:09:00Z";

const instance = (
  instanceId: string,
  input: unknown,
  createdTime = "2026-11-23T02:00:40Z",
  name = "captureOnAlert",
): InstanceStatus => ({
  ...{ instanceId, name, runtimeStatus: "Running", createdTime, lastUpdatedTime: createdTime, input },
});

const fired = (firedAt: string | null, id = alertId) => ({ alert: { alertId: id, firedAt } });

describe("the orchestrations that a Resolved delivery concerns", () => {
  it("are those with its alert's id in any casing, the newest first", () => {
    const running = [
      instance("older", fired("2026-11-23T01:58:00Z")),
      instance("newer", fired(null, alertId.toUpperCase()), "2026-11-23T02:05:00Z"),
      instance("other", fired("2026-11-23T01:58:00Z", `${alertId}2`)),
    ];
    assert.deepEqual(resolvedInstances(running, { alertId, at }), ["newer", "older"]);
  });

  it("had fired by then, give or take a minute between clocks", () => {
    const running = [
      instance("before", fired("2026-11-23T02:09:59Z")),
      instance("after", fired("2026-11-23T02:10:01Z")),
      instance("unreadable", fired("some day")),
    ];
    assert.deepEqual(resolvedInstances(running, { alertId, at }), ["before", "unreadable"]);
  });

  it("are alerts' own: no child, no request, and nothing that was started by hand with another input", () => {
    const strange = [null, 5, "text", {}, { alert: null }, { alert: 5 }, { alert: { alertId: 5 } }];
    const running = [
      instance("child", fired(null), undefined, "capturePackets"),
      ...strange.map((input, index) => instance(`strange${index}`, input)),
    ];
    assert.deepEqual(resolvedInstances(running, { alertId, at }), []);
  });
});
