import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { deliveryResult } from "../../../../local/lab/page/fire/deliveryResult.ts";

const attempt = (status: number | null, body: unknown = null, error: string | null = null) => ({
  at: "2026-11-26T17:00:00.000Z",
  status,
  error,
  body,
});

const accepted = { id: "alert-1", outcome: "accepted", detail: "The alert has fired on the VM." };

describe("deliveryResult", () => {
  it("leads to the capture of an accepted alert, with the app's reason", () => {
    assert.deepEqual(deliveryResult({ payload: null, attempts: [attempt(202, accepted)] }), {
      tone: "good",
      text: "Accepted.",
      detail: "The alert has fired on the VM.",
      captureId: "alert-1",
    });
  });

  it("says at which attempt an alert was accepted", () => {
    const attempts = [attempt(503), attempt(503), attempt(202, accepted)];
    assert.equal(deliveryResult({ payload: null, attempts }).text, "Accepted at the third attempt.");
  });

  it("tells a duplicate, which leads to the same capture", () => {
    const body = { ...accepted, outcome: "duplicate" };
    const { text, captureId } = deliveryResult({ payload: null, attempts: [attempt(202, body)] });
    assert.deepEqual([text, captureId], ["Already accepted.", "alert-1"]);
  });

  it("has no capture for an ignored alert, but the reason", () => {
    const body = { outcome: "ignored", reason: "resolved", detail: "The alert is resolved." };
    assert.deepEqual(deliveryResult({ payload: null, attempts: [attempt(200, body)] }), {
      tone: "neutral",
      text: "Delivered; no capture.",
      detail: "The alert is resolved.",
      captureId: null,
    });
  });

  it("tells a lost alert, whether it was refused or never answered", () => {
    const refused = deliveryResult({ payload: null, attempts: [attempt(400, { detail: "Not an alert." })] });
    assert.deepEqual(
      [refused.tone, refused.text, refused.detail],
      ["bad", "Lost: answered 400.", "Not an alert."],
    );
    const silent = Array.from({ length: 6 }, () => attempt(null, null, "No response within 10000 ms."));
    const lost = deliveryResult({ payload: null, attempts: silent });
    assert.deepEqual(
      [lost.text, lost.detail],
      ["Lost at the sixth attempt: no answer.", "No response within 10000 ms."],
    );
  });

  it("takes nothing for granted of a body that is no object", () => {
    for (const body of [null, "text", 7, ["a"]]) {
      const { captureId, detail } = deliveryResult({ payload: null, attempts: [attempt(202, body)] });
      assert.deepEqual([captureId, detail], [null, null]);
    }
  });
});
