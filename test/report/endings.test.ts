import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { describe, it } from "node:test";
import { failureOf } from "../../src/captures/ending.ts";
import { failureCodes, type CaptureOutcome } from "../../src/captures/outcome.ts";
import { renderReport } from "../../src/report/renderReport.ts";
import { facts, outcome, refusal } from "./facts.ts";

/** Every stop reason that the service is known to give, an unknown one and none. */
const stops: Readonly<Record<string, Partial<CaptureOutcome>>> = {
  "time limit": {},
  "stopped early": { stopReason: "Manual" },
  "size limit": { stopReason: null, bytes: 104_857_000 },
  "no reason": { stopReason: null },
  "unknown reason": { stopReason: "SomethingNew" },
  "no packets": { bytes: 24 },
  "size unknown": { bytes: null },
  joined: { joined: true },
  "on the VM alone": {
    fileUrl: null,
    bytes: null,
    guestPath: "/var/captures/alert-WEB01-0123456789abcdef.cap",
  },
};

/** Every capture error that the API publishes, an unknown one and none. */
const errors = [
  "InternalError",
  "AgentStopped",
  "CaptureFailed",
  "LocalFileFailed",
  "StorageFailed",
  "SomethingNew",
];

const afterError = (found: readonly string[]): CaptureOutcome => {
  const failure = failureOf({ state: "Error", errors: found, stopReason: null, startedAt: null });
  assert.ok(failure !== null);
  return refusal("WEB01", { code: failure.refused, hint: failure.hint });
};

const endings: Readonly<Record<string, CaptureOutcome>> = {
  ...Object.fromEntries(Object.entries(stops).map(([name, changes]) => [name, outcome(changes)])),
  ...Object.fromEntries(errors.map((error) => [`capture error ${error}`, afterError([error])])),
  "capture error without a name": afterError([]),
  ...Object.fromEntries(
    failureCodes.map((code) => [
      `code ${code} without a hint`,
      refusal("WEB01", { code, outcome: code === "cooldown" ? "skipped" : "failed" }),
    ]),
  ),
};

/** One file for the texts of all of them, and one for the HTML. Rewritten with UPDATE_GOLDEN=1. */
const goldenFile = (part: string) => new URL(`golden/endings-${part}.golden`, import.meta.url);

function compare(part: string, email: string): void {
  if (process.env.UPDATE_GOLDEN === "1") writeFileSync(goldenFile(part), email);
  assert.equal(email, readFileSync(goldenFile(part), "utf8"));
}

describe("the email of every ending", () => {
  const rendered = Object.entries(endings).map(([name, ending]) => ({
    name,
    ...renderReport(facts({ captures: [ending] })),
  }));

  it("reads as it was reviewed", () => {
    const all = rendered
      .map(({ name, subject, text }) => `### ${name}\nSubject: ${subject}\n\n${text}\n`)
      .join("\n");
    compare("text", all);
    compare("html", rendered.map(({ name, html }) => `<!-- ${name} -->\n${html}\n`).join("\n"));
  });

  it("says in the HTML part what the text part says", () => {
    for (const { name, text, html } of rendered) {
      const heading = text.split("\n")[0] ?? "";
      assert.ok(html.includes(heading), name);
    }
  });
});
