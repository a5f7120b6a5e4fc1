import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { interruptedCaptures } from "../../../src/activities/report/interruptedCaptures.ts";
import { whyFired } from "../../../src/alerts/text/whyFired.ts";
import { storedAlert } from "../../../src/captures/stored/storedAlert.ts";
import { captured, commonAlert, vmId } from "../../support/alerts/fixtures.ts";
import type { InstanceStatus } from "../../../src/durable/instances/instanceStatus.ts";

const { alert } = captured(commonAlert());
const receivedAt = "2026-11-23T02:00:43.000Z";
const vmIds = [vmId("WEB01"), vmId("WEB02")];
const instance = (input: unknown, history: readonly unknown[] = []): InstanceStatus => ({
  instanceId: "alert-1",
  runtimeStatus: "Terminated",
  name: "captureOnAlert",
  createdTime: new Date(0),
  lastUpdatedTime: new Date(0),
  input,
  output: null,
  customStatus: null,
  history,
});
const result = (FunctionName: string, value: unknown, second = 44) => ({
  EventType: "TaskCompleted",
  Timestamp: `2026-11-23T02:00:${second}.000Z`,
  FunctionName,
  Result: JSON.stringify({ ok: true, value }),
});

describe("what an interrupted alert leaves behind", () => {
  it("has the times of the alert's own input for each VM", () => {
    const input = { occurrence: alert.occurrence, alert, receivedAt, vmIds };
    for (const { times } of interruptedCaptures(instance(input), [null, null]))
      assert.deepEqual(
        [times?.firedAt, times?.receivedAt, times?.acceptedAt],
        ["2026-11-23T02:00:41.517Z", receivedAt, null],
      );
  });

  it("has them in the outcome of a VM whose step had decided", () => {
    const input = { occurrence: alert.occurrence, alert, receivedAt, vmIds: vmIds.slice(0, 1) };
    const history = [result("resolveVm", { refused: "vm-not-found", hint: "Gone." })];
    const [{ outcome } = { outcome: null }] = interruptedCaptures(instance(input, history), []);
    assert.deepEqual([outcome?.code, outcome?.times.receivedAt], ["vm-not-found", receivedAt]);
  });

  it("has the times at which its capture was accepted, and its file was found, by the history", () => {
    const input = { occurrence: alert.occurrence, alert, receivedAt, vmIds: vmIds.slice(0, 1) };
    const found = { fileUrl: "https://x/y.cap", guestPath: null, bytes: 9 };
    const history = [
      result("resolveVm", { site: { vm: { id: vmIds[0], name: "WEB01" }, watcher: {} } }),
      result("clearConflicts", { next: "create" }, 45),
      result("createCapture", { captureName: "c", joined: false, limits: { filters: [] } }, 47),
      result("findCaptureFile", found, 58),
    ];
    const [one] = interruptedCaptures(instance(input, history), []);
    assert.deepEqual(
      [one?.times?.acceptedAt, one?.times?.fileFoundAt],
      ["2026-11-23T02:00:47.000Z", "2026-11-23T02:00:58.000Z"],
    );
  });

  it("has none where the input cannot be read", () => {
    const [one] = interruptedCaptures(instance({ alert: { firedAt: "soon" }, vmIds: ["x"] }), []);
    assert.deepEqual([one?.times?.firedAt, one?.times?.receivedAt], [null, null]);
  });

  it("still has why the alert fired", () => {
    const stored = storedAlert(JSON.parse(JSON.stringify({ alert })));
    assert.ok(stored !== null);
    assert.equal(
      whyFired(stored),
      "Network Out Total totalled 774.7 MiB over 5 minutes, threshold 476.8 MiB",
    );
    assert.equal(whyFired(storedAlert({ alert: { ...alert, criteria: undefined } }) ?? {}), null);
  });
});
