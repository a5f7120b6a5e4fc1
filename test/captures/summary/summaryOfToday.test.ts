import assert from "node:assert/strict";
import { it } from "node:test";
import { summaryOfToday, type StoredSummary } from "../../../src/captures/summary/summaryOfToday.ts";
import { captureOf, summaryOf, upload } from "../../support/packets/vmTraffic.ts";

const today = summaryOf(captureOf(upload(3000)));

it("a summary of today stays as it is", () => {
  assert.deepEqual(summaryOfToday(today), today);
  assert.equal(summaryOfToday(null), null);
});

it("a summary that an earlier version stored has a timeline without sides, all of it complete", () => {
  const { startsAt, bucketSeconds, packets, bytes } = today.timeline;
  const stored = summaryOfToday({ ...today, timeline: { startsAt, bucketSeconds, packets, bytes } });
  assert.deepEqual(stored?.timeline, {
    ...{ startsAt, bucketSeconds, packets, bytes },
    ...{ complete: packets.length, sent: null, received: null },
  });
});

it("a summary from before there were findings has its one sentence as lead", () => {
  const { lead, leading, findings, ...old } = today;
  const stored = summaryOfToday({ ...old, headline: lead });
  assert.deepEqual([stored?.lead, stored?.leading, stored?.findings], [lead, null, []]);
  assert.ok(leading === null || findings.length > 0);
});

it("a summary that an earlier version stored has every member that came later, empty", () => {
  const { dns, tcp, peers } = today;
  const stored = summaryOfToday({ peers, dns: { names: dns.names }, tcp: { connections: tcp.connections } });
  assert.deepEqual([stored?.latency, stored?.dns.servers, stored?.dns.unanswered], [[], [], null]);
  assert.deepEqual([stored?.tcp.connections, stored?.tcp.refused], [tcp.connections, null]);
  assert.deepEqual([stored?.dns.names, stored?.peers], [dns.names, peers]);
  assert.equal(stored?.lead, "Analyzed by an earlier version of the app");
});

it("an answer and findings that an earlier version stored know no window and no moment", () => {
  const { answer, findings } = today;
  assert.ok(answer !== null && findings.length > 0);
  const old = JSON.stringify(today).replaceAll(',"when":null', "").replaceAll('"window":null,', "");
  assert.ok(!/"(?:when|window)":/.test(old));
  const stored = summaryOfToday(JSON.parse(old) as StoredSummary);
  assert.deepEqual([stored?.answer, stored?.findings], [answer, findings]);
});
