import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { describe, it } from "node:test";
import { renderArming } from "../../src/report/arming/renderArming.ts";
import { renderReport, type Report } from "../../src/report/renderReport.ts";
import { specimenFacts } from "../../src/report/specimen/specimenFacts.ts";
import { analyzedRing } from "../support/report/analyzedRing.ts";
import { armingFaults } from "../support/report/armingFaults.ts";
import { facts, notRunning, outcome, refusal } from "../support/report/facts.ts";
import {
  blackHole,
  flowVerdict,
  forbidden,
  guestRefuses,
  networkContext,
  summaryBehind,
  twoInterfaces,
} from "../support/report/network.ts";
import { setOutcome } from "../support/report/scaleSet.ts";
import { outboundToService } from "../support/report/summaries.ts";
import type { ArmingFault } from "../../src/captures/rings/armingFacts.ts";
import type { ReportFacts } from "../../src/report/reportFacts.ts";

const emails: Readonly<Record<string, ReportFacts>> = {
  "captured-full-time": facts({ timeZone: "Europe/Berlin" }),
  "stopped-early": facts({
    captures: [outcome({ stopReason: "Manual", endedAt: "2026-11-23T02:01:50Z", bytes: 24 })],
  }),
  "vm-not-running": facts({ captures: [notRunning("WEB01")] }),
  "two-vms-mixed": facts({ captures: [outcome(), notRunning("WEB02")] }),
  "on-demand": {
    ...facts({ captures: [outcome({ joined: true })] }),
    alert: null,
    requestedBy: "alice@example.com",
  },
  "rule-with-limits": facts({
    overrides: [
      {
        name: "captureTimeLimitSeconds",
        outcome: "limited",
        detail: '"999" is above the app\'s own limit, 300.',
      },
      {
        name: "captureFilters",
        outcome: "ignored",
        detail: "The text is not JSON. Without a filter all traffic is captured.",
      },
    ],
  }),
  interrupted: {
    ...facts({
      captures: [
        refusal("WEB01", {
          code: "unexpected",
          hint: "The packet capture alert-WEB01-0123456789abcdef is still running, until 2026-11-23T02:05:47.120Z at the latest, and the app no longer follows it.",
          captureName: "alert-WEB01-0123456789abcdef",
        }),
      ],
    }),
    interruption: {
      ending: "failed",
      reason: "Orchestrator function 'captureOnAlert' failed: Non-Deterministic workflow detected.",
      endedAt: "2026-11-23T02:01:12.000Z",
    },
  },
  "armed-vm": facts({ captures: [analyzedRing({ overlap: 10 })] }),
  "scale-set": facts({ captures: [setOutcome()] }),
  "denied-scan": facts({
    captures: [outcome({ summary: summaryBehind(flowVerdict()), network: networkContext() })],
  }),
  "black-hole-and-two-interfaces": facts({
    captures: [outcome({ summary: summaryBehind(blackHole), network: twoInterfaces })],
  }),
  "guest-refuses": facts({
    captures: [
      outcome({
        summary: summaryBehind(guestRefuses),
        network: networkContext({ verdicts: [guestRefuses] }),
      }),
    ],
  }),
  "network-forbidden": facts({
    captures: [outcome({ summary: outboundToService, network: forbidden })],
  }),
  specimen: specimenFacts("2026-11-23T02:00:00.000Z"),
};

/** Rewritten with UPDATE_GOLDEN=1; what changed is then seen in review. */
const goldenFile = (name: string) => new URL(`golden/${name}.golden`, import.meta.url);

const arming = (faults: readonly ArmingFault[]) =>
  renderArming({
    ...{ faults, timeZone: "Europe/Berlin", instanceId: "arming-0" },
    appOrigin: "https://capture-on-alert.azurewebsites.net",
  });

const rendered: Readonly<Record<string, () => Report>> = {
  ...Object.fromEntries(Object.entries(emails).map(([name, given]) => [name, () => renderReport(given)])),
  "armed-vms-without-a-ring": () => arming(armingFaults()),
  "scope-that-cannot-be-listed": () => arming(armingFaults().slice(-1)),
};

describe("golden emails", () => {
  for (const [name, render] of Object.entries(rendered))
    it(name, () => {
      const { subject, text, html } = render();
      const email = `Subject: ${subject}\n\n${text}\n${"=".repeat(72)}\n${html}\n`;
      if (process.env.UPDATE_GOLDEN === "1") writeFileSync(goldenFile(name), email);
      assert.equal(email, readFileSync(goldenFile(name), "utf8"));
    });
});
