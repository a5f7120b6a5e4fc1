import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { pageOf } from "../../src/report/pageOf.ts";
import { renderReport } from "../../src/report/renderReport.ts";
import { attack, extended } from "../support/report/attack.ts";
import { analyzedEndings, plainEndings } from "../support/report/endings.ts";
import { facts, notRunning, outcome } from "../support/report/facts.ts";
import { outboundToService, summaries } from "../support/report/summaries.ts";
import { unwrapped } from "../support/report/unwrapped.ts";
import type { PageFacts } from "../../src/report/pageFacts.ts";
import type { PageModel } from "../../src/report/pageModel.ts";
import type { ReportFacts } from "../../src/report/reportFacts.ts";
import type { Block } from "../../src/report/section.ts";

const endings = Object.entries({ ...plainEndings, ...analyzedEndings });
const page = (given: ReportFacts, changes: Partial<PageFacts> = {}): PageModel =>
  pageOf({ ...given, running: [], reportedIn: null, ...changes });
const waiting = { vmId: "/x/virtualMachines/WEB02", vmName: "WEB02", phase: "capturing", endsAt: null };

/** Every text of a model, its names, marks and links left out. */
function textsOf(value: unknown, key = ""): readonly string[] {
  if (typeof value === "string")
    return ["kind", "tone", "part", "anchor", "vm", "href"].includes(key) ? [] : [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, entry]) => textsOf(entry, Array.isArray(value) ? key : name));
}

const spaced = (text: string): string => text.replace(/[\s\u00a0]+/g, " ");

const blockOf = ({ sections }: PageModel, part: string): readonly Block[] =>
  sections.find((section) => section.part === part)?.blocks ?? assert.fail(part);

describe("the page of a capture", () => {
  it("has the email's verdict, heading, reason and ending, for every ending", () => {
    assert.ok(endings.length > 60);
    for (const [name, given] of endings) {
      const { head, notices } = page(given);
      const text = spaced(unwrapped(renderReport(given).text));
      assert.ok(head !== null, name);
      for (const told of [head.heading, head.word, ...textsOf(notices), ...textsOf(head.before)])
        assert.ok(text.includes(spaced(told)), `${name}: ${told}`);
      for (const told of textsOf(head.after)) assert.ok(text.includes(spaced(told)), `${name}: ${told}`);
    }
  });

  it("has every text of the email about one VM, and every finding of any", () => {
    for (const [name, given] of endings) {
      const shown = spaced(textsOf(page(given)).join(" "));
      for (const { summary } of given.captures)
        for (const { text, filter, nextStep } of summary?.findings ?? [])
          for (const part of [text, filter, nextStep]) assert.ok(shown.includes(part), `${name}: ${part}`);
    }
  });

  it("has each VM in full, however many there are, and marks whose each section is", () => {
    const { sections } = page(analyzedEndings["20 VMs with many findings"] ?? assert.fail());
    const parts = sections.map(({ part }) => part);
    assert.deepEqual(parts.slice(0, 4), ["verdict", "findings", "traffic", "details"]);
    assert.equal(parts.filter((part) => part === "traffic").length, 20);
    assert.equal(parts.at(-1), "alert");
    assert.ok(sections.every(({ part, vm }) => (part === "alert") === (vm === null)));
  });

  it("has no button, because the button leads to it, but the portal's pages", () => {
    for (const [name, given] of endings) {
      const model = page(given);
      assert.equal(model.head?.button, null, name);
      assert.ok(JSON.stringify(model.sections).includes("https://portal.azure.com/#"), name);
    }
  });

  it("has the alert with its reason while no VM's capture has ended", () => {
    const model = page(facts({ captures: [] }), { running: [waiting] });
    assert.equal(model.head, null);
    assert.deepEqual(
      model.sections.map(({ part }) => part),
      ["alert"],
    );
    const [why] = blockOf(model, "alert");
    assert.ok(why?.kind === "paragraph" && why.label === "Why it fired");
  });

  it("has those that ended beside those that run", () => {
    const model = page(facts({ captures: [outcome({ summary: outboundToService })] }), {
      running: [{ ...waiting, endsAt: "2026-11-23T02:05:47.120Z" }],
    });
    assert.match(model.head?.heading ?? "", /^WEB01: 93% of outbound/);
    assert.ok(JSON.stringify(model.head).includes("2 VMs: 1 captured, 1 running."));
    const running = model.sections.find(({ vm }) => vm === waiting.vmId);
    assert.equal(running?.heading, "WEB02: capturing");
    const failed = page(facts({ captures: [notRunning("WEB01")] }), { running: [waiting] });
    assert.deepEqual(
      [failed.head?.word, failed.head?.heading],
      ["1 of 2 failed", "2 VMs: 1 failed, 1 running"],
    );
    assert.match(JSON.stringify(running), /Capturing, until 2026-11-23 02:05:47 UTC at the latest/);
  });

  it("says where an alert is told that has no email of its own", () => {
    const joined = {
      ...facts({ captures: [outcome({ joined: true })] }),
      places: plainEndings.joined?.places,
    };
    const teller = `alert-${"9".repeat(32)}`;
    const told = JSON.stringify(blockOf(page(joined as ReportFacts, { reportedIn: teller }), "joined"));
    assert.match(told, /joined a capture already running, and is told in the report of alert-9{32}\./);
    assert.match(told, /"https:\/\/[^"]+\/api\/ui#\/captures\/alert-9{32}"/);
    const digest = JSON.stringify(blockOf(page(joined as ReportFacts, { reportedIn: "digest-1" }), "joined"));
    assert.match(digest, /told in the digest digest-1\./);
    assert.doesNotMatch(digest, /href/);
  });

  it("keeps hostile texts on one line, and gains no link from them", () => {
    const hrefsOf = (model: PageModel) => JSON.stringify(model).match(/"href":"[^"]*"/g)?.length ?? 0;
    for (const [name, given] of endings) {
      const hostile = page({ ...extended(given, attack), places: given.places } as ReportFacts);
      assert.doesNotMatch(textsOf(hostile).join(""), /[\n\u202e\u2028\0]/, name);
      assert.ok(hrefsOf(hostile) <= hrefsOf(page(given)), name);
    }
  });

  it("shows an alert without any VM, and one of which nothing can be read", () => {
    const empty: ReportFacts = { alert: null, captures: [], instanceId: "", timeZone: "UTC" };
    assert.deepEqual(
      page(empty).sections.map(({ heading }) => heading),
      ["The request"],
    );
    assert.ok(summaries["many findings"] !== undefined);
    assert.equal(page(facts({ captures: [notRunning("WEB01")] })).head?.word, "Failed");
  });
});
