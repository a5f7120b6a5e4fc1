import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { cloudEvent } from "../../../../src/report/notifications/cloudEvent.ts";
import { teamsCard } from "../../../../src/report/notifications/teamsCard.ts";
import { pageOf } from "../../../../src/report/pageOf.ts";
import { renderReport } from "../../../../src/report/renderReport.ts";
import { facts } from "../../../support/report/facts.ts";
import { instance, lost, setOutcome } from "../../../support/report/scaleSet.ts";
import { outboundToService } from "../../../support/report/summaries.ts";
import { unwrapped } from "../../../support/report/unwrapped.ts";
import type { CaptureOutcome } from "../../../../src/captures/outcome/captureOutcome.ts";

const emailOf = (capture: CaptureOutcome) => renderReport(facts({ captures: [capture] }));
const textOf = (capture: CaptureOutcome) => unwrapped(emailOf(capture).text);
const without = { summary: null, fileUrl: null, bytes: null, leadingInstance: null, instanceFolder: null };

describe("a scale set's instances", () => {
  it("are counted in the subject and the sentence, and the set is named as one", () => {
    const { subject } = emailOf(setOutcome());
    assert.ok(subject.startsWith(`scale set web: ${outboundToService.lead}`), subject);
    assert.match(subject, /3 of 5 instances captured, 1 gone, 1 skipped/);
    assert.match(textOf(setOutcome()), /3 of 5 instances captured, 1 gone, 1 skipped\. The capture ran/);
  });

  it("have a table in their order, with the reason of each without a file and the folder once", () => {
    const text = textOf(setOutcome());
    const places = ["2 Captured", "0 Captured", "3 Gone", "7 Skipped"].map((row) =>
      text.search(new RegExp(row.replace(" ", "\\s+"))),
    );
    assert.ok(
      places.every((place, index) => place > (places[index - 1] ?? 0)),
      String(places),
    );
    assert.match(text, /3 does not exist or is in stopped state/);
    assert.match(text, /virtualmachines\/2\/2026\/11\/23\/packetcapture_02_00_47_120\.cap/);
    assert.match(text, /Traffic on instance 2 of web/);
  });

  it("may all be gone", () => {
    const instances = ["0", "1"].map((id) => lost(id, "gone", "It does not exist."));
    const { subject } = emailOf(
      setOutcome({ ...without, outcome: "failed", code: "unexpected", hint: null, instances }),
    );
    assert.match(subject, /^scale set web: capture failed/);
    assert.match(
      textOf(setOutcome({ ...without, outcome: "failed", code: "unexpected", hint: null, instances })),
      /0 of 2 instances captured, 2 gone\./,
    );
  });

  it("may be one, or twenty without addresses, within the text's width", () => {
    assert.match(textOf(setOutcome({ instances: [instance("2")] })), /1 of 1 instance captured\./);
    const twenty = Array.from({ length: 20 }, (_, id) => instance(String(id), { fileUrl: null, lead: null }));
    const { text } = emailOf(setOutcome({ instances: twenty }));
    assert.match(unwrapped(text), /20 of 20 instances captured\./);
    const { sections } = pageOf({
      ...facts({ captures: [setOutcome({ instances: twenty })] }),
      ...{ running: [], reportedIn: null },
    });
    const table = sections
      .find(({ part }) => part === "instances")
      ?.blocks.find(({ kind }) => kind === "table");
    assert.equal(table?.kind === "table" ? table.rows.length : 0, 20);
  });

  it("are in the event without credentials in their addresses", () => {
    const signed = "https://store.blob.core.windows.net/c/a.cap?sig=secret";
    const event = cloudEvent(
      facts({
        captures: [
          setOutcome({ instances: [instance("2", { fileUrl: signed })], instanceFolder: `${signed}&x` }),
        ],
      }),
      "2026-11-23T02:07:00Z",
    );
    assert.doesNotMatch(event, /secret/);
    assert.match(event, /"leadingInstance":"2"/);
  });

  it("that leads is named in Teams", () => {
    const card = teamsCard(facts({ captures: [setOutcome()] }));
    assert.match(card, /"Instance: ","weight":"Bolder"\},\{"type":"TextRun","text":"2"/);
    assert.doesNotMatch(teamsCard(facts()), /"Instance: "/);
  });
});
