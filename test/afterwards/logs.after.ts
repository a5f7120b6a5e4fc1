import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { events as severities, type EventName } from "../../src/telemetry/events.ts";
import { logEntries } from "./recording.ts";
import { alertTexts, reportSentences, secretShapes } from "./secretShapes.ts";

/** How often the tests make an event happen at the least; once where nothing is said. */
const often: Partial<Record<EventName, number>> = {
  "alert.accepted": 50,
  "vm.resolved": 50,
  "capture.created": 50,
  "capture.ended": 50,
  "capture.file": 50,
  "capture.failed": 20,
  "report.sent": 50,
  "azure.fault": 50,
};

/** What must not happen, and what only the deep suite makes happen. */
const elsewhere: readonly EventName[] = ["step.failed", "grants.reset"];

/** Events of the whole app, or of what became no orchestration. */
const withoutInstance =
  /^(?:\w+\.ignored|armed\.unavailable|alert\.(?:refused|resolved|unavailable)|signIn\.refused|test(?:Email|Notification)\.\w+|history\.purged)$/;

const levels = { info: "information", warn: "warning", error: "error" };

describe("the log of the whole test run", () => {
  const entries = logEntries();
  const events = entries
    .filter(({ category }) => category.endsWith(".User"))
    .map((entry) => ({ ...entry, told: JSON.parse(entry.message) as Record<string, unknown> }));
  const names = (Object.keys(severities) as EventName[]).filter((name) => !elsewhere.includes(name));

  /** The first few are enough to see where they come from. */
  const holding = (isIn: (text: string) => boolean) =>
    entries
      .filter(({ category, message }) => isIn(message) || isIn(category))
      .slice(0, 3)
      .map(({ category, message }) => `${category}: ${message.slice(0, 300)}`);

  for (const { name, pattern } of secretShapes)
    it(`contains nothing in the form of ${name}`, () => {
      assert.deepEqual(
        holding((text) => pattern.test(text)),
        [],
      );
    });

  it("contains no sentence of a report and no text of an alert", () => {
    const texts = [...reportSentences(), ...alertTexts()];
    assert.deepEqual(
      holding((text) => texts.some((one) => text.includes(one))),
      [],
    );
  });

  for (const name of names)
    it(`contains ${name} at its severity`, () => {
      const own = events.filter(({ told }) => told.event === name);
      assert.ok(own.length >= (often[name] ?? 1), `${own.length} times`);
      assert.deepEqual([...new Set(own.map(({ level }) => level))], [levels[severities[name]]]);
    });

  it("contains no step that failed with an unexpected error", () => {
    const failed = events.filter(({ told }) => told.event === "step.failed");
    assert.deepEqual(
      failed.map(({ message }) => message),
      [],
    );
  });

  it("has instance id and trace id in every event of a capture, and only documented events", () => {
    const strange = events.filter(({ told }) => !Object.hasOwn(severities, String(told.event)));
    const lost = events.filter(
      ({ told, traceId = "" }) =>
        traceId === "" || (!withoutInstance.test(String(told.event)) && typeof told.instanceId !== "string"),
    );
    assert.deepEqual(
      [...strange, ...lost].map(({ message }) => message),
      [],
    );
  });
});
