import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { RunReport } from "../../../scripts/testRun/runReport.ts";
import type { TestEvent } from "node:test/reporters";

/** As much of an event as the report reads. */
const event = (type: string, data: object): TestEvent => ({ type, data }) as TestEvent;

const ending = (name: string, passed: boolean, nesting: number): TestEvent =>
  event(passed ? "test:pass" : "test:fail", {
    name,
    nesting,
    details: passed ? {} : { error: new Error("one test failed") },
  });

/** What a lane reports of a file with one test. */
const fileEvents = (name: string, passed: boolean, seconds: number): readonly TestEvent[] => [
  event("test:complete", { name, nesting: 0, details: { passed, duration_ms: seconds * 1000 } }),
  event("test:start", { name, nesting: 0 }),
  event("test:start", { name: "one", nesting: 1 }),
  ending("one", passed, 1),
  event("test:diagnostic", { message: `seed of ${name}`, nesting: 1 }),
  ending(name, passed, 0),
];
const totals = (tests: number, success: boolean): readonly TestEvent[] => [
  event("test:diagnostic", { message: `tests ${tests}`, nesting: 0 }),
  event("test:summary", { success, counts: { tests } }),
];

const reported = (files: readonly string[], ...events: readonly TestEvent[]) =>
  reportedBy(new RunReport(files, false), events);

async function reportedBy(report: RunReport, events: readonly TestEvent[]) {
  const source = (async function* () {
    await Promise.resolve();
    yield* events;
  })();
  const shown: string[] = [];
  for await (const { type, data } of report.shorten(source)) {
    const { name, message } = data as { name?: string; message?: string };
    if (type !== "test:complete" && type !== "test:summary") shown.push(name ?? message ?? "");
  }
  return { shown, passed: report.passed };
}

describe("RunReport", () => {
  it("leaves nothing of a file that passes, and names the slowest before the totals", async () => {
    const { shown, passed } = await reported(
      ["a", "b"],
      ...fileEvents("a", true, 1),
      ...fileEvents("b", true, 2.34),
      ...totals(2, true),
    );
    assert.deepEqual(shown, [...["slowest of 2 files, in seconds:", "   2.3  b", "   1.0  a", "tests 2"]]);
    assert.equal(passed, true);
  });

  it("leaves the figures of a file that passes, with its name, where they are wanted", async () => {
    const events = [...fileEvents("a", true, 1), ...totals(1, true)];
    const { shown } = await reportedBy(new RunReport(["a"], true), events);
    assert.equal(shown[0], "a: seed of a");
  });

  it("shows everything of a file that fails", async () => {
    const { shown, passed } = await reported(["a"], ...fileEvents("a", false, 1), ...totals(1, false));
    assert.deepEqual(shown.slice(0, 5), ["a", "one", "one", "seed of a", "a"]);
    assert.equal(passed, false);
  });

  it("names a file that did not run to its end, which fails the run", async () => {
    const { shown, passed } = await reported(["a", "b"], ...fileEvents("a", true, 1), ...totals(1, true));
    assert.ok(shown.includes("did not run to its end: b"));
    assert.equal(passed, false);
  });

  /** A process whose tests have passed and which ends badly after them. */
  const badEnd = (exitCode: number | null, signal: string | null): TestEvent => {
    const error = Object.assign(new Error("test failed"), { exitCode, signal });
    return event("test:fail", { name: "lane.ts", nesting: 0, details: { error } });
  };

  it("fails a run for a process that ends with an exit code, and shows the code", async () => {
    const events = [...fileEvents("a", true, 1), badEnd(1, null), ...totals(2, false)];
    const { shown, passed } = await reported(["a"], ...events);
    assert.deepEqual(shown.slice(0, 2), ["lane.ts ended with exit code 1, signal none", "lane.ts"]);
    assert.equal(passed, false);
  });

  it("fails a run for an error that came after its test, which only a note tells", async () => {
    const message = 'Error: Test "one" generated asynchronous activity after the test ended.';
    const late = event("test:diagnostic", { message, nesting: 0 });
    const { shown, passed } = await reported(["a"], ...fileEvents("a", true, 1), late, ...totals(1, true));
    assert.equal(shown[0], message);
    assert.equal(passed, false);
  });

  it("passes a run whose process a signal ends after its last file, and shows the signal", async () => {
    const events = [...fileEvents("a", true, 1), badEnd(null, "SIGSEGV"), ...totals(2, false)];
    const { shown, passed } = await reported(["a"], ...events);
    assert.deepEqual(shown.slice(0, 2), ["lane.ts ended with exit code none, signal SIGSEGV", "lane.ts"]);
    assert.equal(passed, true);
    assert.equal((await reported(["a", "b"], ...events)).passed, false);
  });

  it("fails a run without tests", async () => {
    assert.equal((await reported([], ...totals(0, true))).passed, false);
  });
});
