import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { cardProblems } from "../../../local/azure/notifications/cardProblems.ts";
import { eventProblems } from "../../../local/azure/notifications/eventProblems.ts";
import { briefSummary } from "../../../src/captures/summary/briefSummary.ts";
import { notification } from "../../../src/report/notifications/notification.ts";
import { subjectOf } from "../../../src/report/subjectOf.ts";
import { armedOutcome, ringBefore } from "../../support/report/armed.ts";
import { attack, extended } from "../../support/report/attack.ts";
import { analyzedEndings, places as known, plainEndings } from "../../support/report/endings.ts";
import { facts, notRunning, outcome } from "../../support/report/facts.ts";
import { outboundToService, summaries } from "../../support/report/summaries.ts";
import type { CaptureOutcome } from "../../../src/captures/outcome/captureOutcome.ts";
import type { ReportFacts } from "../../../src/report/reportFacts.ts";

const places = known ?? assert.fail();
const at = "2026-11-23T02:06:00.000Z";
const endings = Object.entries({ ...plainEndings, ...analyzedEndings });

const card = (given: ReportFacts) => notification("teams", given, at).body;
const event = (given: ReportFacts) => notification("cloudevents", given, at).body;

interface CloudEvent {
  readonly id: string;
  readonly source: string;
  readonly subject?: string;
  readonly time: string;
  readonly data: {
    readonly captures: readonly (Pick<CaptureOutcome, "fileUrl" | "vmName" | "before"> & {
      readonly findings: readonly { readonly when: string | null }[];
      readonly moreFindings: number;
      readonly link: string | null;
    })[];
    readonly moreCaptures: number;
    readonly joinedAlerts: { readonly listed: readonly object[]; readonly more: number };
  };
}
const read = (given: ReportFacts) => JSON.parse(event(given)) as CloudEvent;

function problemsOf(given: ReportFacts): readonly string[] {
  const { contentType, body } = notification("cloudevents", given, at);
  const request = { headers: { "content-type": contentType }, body: Buffer.from(body) };
  const message = card(given);
  return [
    ...cardProblems(JSON.parse(message), Buffer.byteLength(message)),
    ...eventProblems(request, JSON.parse(body)),
  ];
}

/** What a card shows, without its marks. */
const shown = (body: string): string =>
  [...body.matchAll(/"text":"((?:\\.|[^"\\])*)"/g)]
    .map(([, text]) => JSON.parse(`"${text ?? ""}"`) as string)
    .join(" ");

/** The most that a summary, an alert and its captures can hold. */
const huge = (): ReportFacts => {
  const summary = summaries["many findings"] ?? outboundToService;
  const long = (length: number) => "é".repeat(length);
  const capture = outcome({
    ...{ summary: { ...summary, findings: summary.findings.map((one) => ({ ...one, text: long(120) })) } },
    ...{ hint: long(2000), guestPath: long(500), captureName: long(80) },
    filters: Array.from({ length: 50 }, () => ({ protocol: "TCP", remoteIPAddress: long(200) })),
  });
  const listed = Array.from({ length: 200 }, () => ({
    ...{ rule: long(100), severity: "Sev1", firedAt: at, requestedBy: null },
  }));
  return facts({
    captures: Array.from({ length: 20 }, () => capture),
    joinedAlerts: { listed, more: 1000 },
    alert: { ...facts().alert, rule: long(5000), condition: long(5000), description: long(5000) },
    places,
  });
};

describe("a notification", () => {
  it("is valid for its receiver, whatever the ending", () => {
    assert.ok(endings.length > 60);
    for (const [name, given] of endings) assert.deepEqual(problemsOf(given), [], name);
    assert.deepEqual(problemsOf(huge()), []);
    assert.deepEqual(problemsOf(facts({ captures: [] })), []);
  });

  it("has the same lead and verdict from the gist of a summary as from the whole", () => {
    for (const [name, given] of endings) {
      const captures = given.captures.map((one) => ({
        ...one,
        summary: one.summary === null ? null : briefSummary(one.summary),
      }));
      assert.equal(card({ ...given, captures }), card(given), name);
      assert.equal(event({ ...given, captures }), event(given), name);
    }
  });

  it("begins with the gravest lead, which the email's subject has too", () => {
    for (const [name, given] of endings) {
      const lead = given.captures.length === 1 ? given.captures[0]?.summary?.lead : undefined;
      if (lead === undefined) continue;
      assert.ok(shown(card(given)).includes(lead), name);
      assert.ok(subjectOf(given).includes(lead), name);
    }
  });

  it("tells the cause and the fix of a failure", () => {
    const hint = notRunning("WEB01").hint ?? "";
    assert.ok(hint.length > 20);
    assert.match(shown(card(facts({ captures: [notRunning("WEB01")] }))), /^Failed · Sev2/);
    assert.ok(shown(card(facts({ captures: [notRunning("WEB01")] }))).includes(hint));
  });

  it("has a line about the packets from before, as data in the event", () => {
    const given = facts({ captures: [armedOutcome({ problem: "Two files are gone." })], places });
    assert.match(shown(card(given)), /Before the capture: {2}?12,345 packets since 01:01:40 UTC/);
    const [capture] = read(given).data.captures;
    const { from, to, packets, gapSeconds } = ringBefore;
    assert.deepEqual(capture?.before, { from, to, packets, gapSeconds, problem: "Two files are gone." });
    assert.deepEqual(
      capture.findings.map(({ when }) => when),
      ["around", "before", "after"],
    );
    assert.equal(read(facts()).data.captures[0]?.before, null);
    assert.doesNotMatch(shown(card(facts({ places }))), /Before the/);
  });

  it("counts the alerts that joined", () => {
    const joined = { listed: [{ rule: "cpu", severity: "Sev1", firedAt: at, requestedBy: null }], more: 3 };
    assert.match(shown(card(facts({ joinedAlerts: joined }))), /4 other alerts joined this capture/);
    assert.deepEqual(read(facts({ joinedAlerts: joined })).data.joinedAlerts, joined);
  });
});

describe("a card for Teams", () => {
  it("shows foreign texts as they are: no block of it reads Markdown, and no date in braces is replaced", () => {
    const markdown = " [click](https://evil.example) **bold** {{DATE(2026-11-23T02:00:00Z)}}";
    for (const [name, given] of endings) {
      const body = card(extended(given, markdown));
      assert.doesNotMatch(body, /"type":"(?:TextBlock|FactSet|Fact)"/, name);
      assert.doesNotMatch(body.replace(/"fallbackText":"(?:\\.|[^"\\])*"/, ""), /\{\{/, name);
    }
  });

  it("keeps an attack on one line, and opens nothing but the app and the portal", () => {
    for (const [name, given] of endings) {
      const hostile = { ...extended(given, attack), places };
      assert.doesNotMatch(shown(card(hostile)), /[\n\u202e\u2028\0]/, name);
      const urls = [...card(hostile).matchAll(/"url":"([^"]*)"/g)].map(([, url = ""]) => url);
      assert.ok(
        urls.every((url) =>
          /^https:\/\/(?:portal\.azure\.com\/#|capture-on-alert\.[^/]+\/api\/ui#)/.test(url),
        ),
        urls.join(" "),
      );
      assert.deepEqual(problemsOf(hostile), [], name);
    }
  });
});

describe("a CloudEvent", () => {
  it("has an id and a time that stay the same when it is sent again", () => {
    const given = facts();
    assert.equal(event(given), event(given));
    const { id, time, source, subject } = read({ ...given, places });
    assert.deepEqual([id, time, source], [given.instanceId, at, places.appOrigin]);
    assert.equal(subject, given.captures[0]?.vmId);
    assert.equal(read(given).source, "urn:capture-on-alert:app");
  });

  it("has no subject for several VMs, and one capture each", () => {
    const several = read(facts({ captures: [outcome(), notRunning("WEB02")] }));
    assert.equal(several.subject, undefined);
    assert.equal(several.data.captures.length, 2);
  });

  it("links the file without a signature, and the page of the capture, or the portal", () => {
    const signed = outcome({ fileUrl: "https://x.blob.core.windows.net/c/a.cap?sig=SECRET" });
    const { captures } = read(facts({ captures: [signed], places })).data;
    assert.equal(captures[0]?.fileUrl, "https://x.blob.core.windows.net/c/a.cap");
    assert.equal(captures[0].link, `${places.appOrigin}/api/ui#/captures/${facts().instanceId}`);
    const [elsewhere] = read(facts({ captures: [signed], places: { ...places, appOrigin: null } })).data
      .captures;
    assert.match(elsewhere?.link ?? "", /^https:\/\/portal\.azure\.com\/#view\//);
  });

  it("says what it leaves out for its size, and has the findings without their evidence", () => {
    const given = facts({ captures: [outcome({ summary: summaries["many findings"] ?? null })] });
    const count = given.captures[0]?.summary?.findings.length ?? 0;
    const [whole] = read(given).data.captures;
    assert.deepEqual([whole?.findings.length, whole?.moreFindings], [count, 0]);
    assert.ok(whole?.findings.every((one) => !("evidence" in one)));
    const { captures, moreCaptures, joinedAlerts } = read(huge()).data;
    assert.equal(captures.length + moreCaptures, 20);
    assert.equal((captures[0]?.findings.length ?? 0) + (captures[0]?.moreFindings ?? 0), count);
    assert.equal(joinedAlerts.listed.length + joinedAlerts.more, 1200);
  });
});
