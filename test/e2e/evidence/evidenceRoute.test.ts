import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { version } from "../../../src/version.ts";
import { documentText } from "../../support/documents.ts";
import { as, reader } from "../../support/http/signedIn.ts";
import { interruptions } from "../../support/world/interruptions.ts";
import { inWorld } from "../../support/world/inWorld.ts";
import { analyzed, common, vm, vmId, World } from "../../support/world/world.ts";
import type { CaptureEvidence } from "../../../src/captures/evidence/captureEvidence.ts";
import type { EvidenceRecord } from "../../../src/captures/evidence/evidenceRecord.ts";

const unknownId = `alert-${"0".repeat(32)}`;

/** The times of a list by their names. */
const timesOf = ({ times }: Pick<CaptureEvidence, "times">): Readonly<Record<string, string | null>> =>
  Object.fromEntries(times.map(({ what, at }) => [what, at]));

describe("GET /api/captures/{id}/evidence", () => {
  let world: World;
  before(async () => {
    world = await World.start(analyzed);
  });
  after(() => world.close());

  const get = (id: string, headers: Record<string, string> = {}) =>
    fetch(`${world.environment.url}/api/captures/${id}/evidence`, { headers });
  const recordOf = async (id: string): Promise<EvidenceRecord> => {
    const response = await get(id);
    assert.equal(response.status, 200, await response.clone().text());
    return (await response.json()) as EvidenceRecord;
  };
  const finish = async (payload: unknown) => {
    const instance = await world.fire(payload);
    return { id: instance.id, outcome: await world.outcome(instance) };
  };

  it("is a file of JSON in one form, which has not changed when it is asked for again", async () => {
    const { id } = await finish(await common("WEB01"));
    const response = await get(id);
    const text = await response.text();
    assert.equal(response.headers.get("content-type"), "application/json");
    assert.equal(response.headers.get("content-disposition"), `attachment; filename="evidence-${id}.json"`);
    assert.equal(text, `${JSON.stringify(JSON.parse(text), null, 2)}\n`);
    const etag = response.headers.get("etag") ?? "";
    assert.equal((await get(id, { "If-None-Match": etag })).status, 304);
    assert.equal(await (await get(id)).text(), text);
  });

  it("has the alert, the session, the file as it was read, and each time with its clock", async () => {
    const { id, outcome } = await finish(await common("WEB01"));
    const record = await recordOf(id);
    const [capture] = outcome.captures;
    const [own] = record.captures;
    assert.ok(capture !== undefined && own !== undefined);
    const { alertId, ...brief } = record.alert ?? assert.fail();
    assert.match(alertId ?? "", /^\/subscriptions\/.*\/alerts\//);
    assert.deepEqual(record.app, { name: "capture-on-alert", version });
    assert.deepEqual([brief.rule, brief.severity], ["net-out-high", "Sev2"]);
    assert.deepEqual(own.session, {
      ...{ name: capture.captureName, joined: false, replacedBy: null },
      ...{ stopReason: "TimeExceeded", endedBy: "Network Watcher" },
    });
    const file = await world.environment.readBlob(capture.fileUrl ?? "");
    assert.equal(own.file?.sha256, createHash("sha256").update(file).digest("hex"));
    assert.deepEqual(
      [own.file.etag, own.limits, own.filters],
      [capture.etag, capture.limits, capture.filters],
    );
    assert.deepEqual([own.analysis?.version, own.analysis?.lead], [version, capture.summary?.lead]);
    assert.deepEqual(timesOf(own), {
      "alert fired": outcome.alert?.firedAt,
      received: capture.times.receivedAt,
      "session accepted": capture.times.acceptedAt,
      "session started": capture.startedAt,
      "first packet before the capture": null,
      "last packet before the capture": null,
      "first packet": capture.times.firstPacketAt,
      "last packet": capture.times.lastPacketAt,
      "seen to have ended": capture.endedAt,
      "file seen in storage": capture.times.fileFoundAt,
      "file read from": capture.readAt,
    });
    assert.ok(own.times.every(({ at }) => at?.endsWith("Z") ?? true));
    const { report } = record;
    assert.deepEqual(
      [report.messageId, report.recipients, report.error],
      [outcome.report?.messageId, 1, null],
    );
    const sentAt = Date.parse(timesOf(report)["report sent"] ?? "");
    assert.ok(sentAt >= Date.parse(capture.readAt ?? "") && sentAt <= world.clock.now());
  });

  it("knows every clock, in an order that never changes", async () => {
    const [own] = (await recordOf((await finish(await common("WEB01"))).id)).captures;
    const clocks = new Map(own?.times.map(({ what, clock }) => [what, clock]));
    const document = documentText("docs/evidence.md");
    for (const [what, clock] of clocks)
      assert.match(document, new RegExp(`\\| \`${what}\` +\\| ${clock.replaceAll(/[()]/g, "\\$&")} +\\|`));
  });

  it("answers 404 to an unknown id, and 409 with Retry-After until the report was sent", async () => {
    assert.equal((await get(unknownId)).status, 404);
    const running = await world.fire(await common("WEB01"));
    await world.reach(running, "capturing");
    const response = await get(running.id);
    assert.deepEqual([response.status, response.headers.get("retry-after")], [409, "30"]);
    assert.equal(response.headers.get("content-type"), "application/problem+json");
    await world.outcome(running);
    assert.equal((await get(running.id)).status, 200);
  });

  it("has one record for several VMs, with those that failed", async () => {
    await world.control("PUT", "/vms", [vm("WEB01"), vm("WEB02", { powerState: "deallocated" })]);
    const { id } = await finish(await common("WEB01", "WEB02"));
    await world.control("PUT", "/vms", [vm("WEB01"), vm("WEB02")]);
    const { captures } = await recordOf(id);
    assert.deepEqual(
      captures.map(({ vm: { name }, outcome, code, session, file }) => [
        name,
        outcome,
        code,
        session === null,
        file === null,
      ]),
      [
        ["WEB01", "captured", null, false, false],
        ["WEB02", "failed", "vm-not-running", true, true],
      ],
    );
    assert.ok(captures[1]?.analysis === null && timesOf(captures[1])["session accepted"] === null);
  });

  it("names who asked for a capture on demand", async () => {
    const answer = await fetch(`${world.environment.url}/api/captures`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ vmId: vmId("WEB01"), timeLimitSeconds: 1, filters: [{ protocol: "TCP" }] }),
    });
    const accepted = (await answer.json()) as Parameters<World["outcome"]>[0];
    await world.outcome(accepted);
    const { alert, requestedBy, captures } = await recordOf(accepted.id);
    assert.deepEqual([alert, requestedBy], [null, "function key"]);
    const [own] = captures;
    assert.deepEqual([own?.filters, own?.limits?.timeLimitSeconds], [[{ protocol: "TCP" }], 1]);
  });

  it("tells who ended a capture early, as far as it is known", async () => {
    const instance = await world.fire(await common("WEB01"));
    await world.reach(instance, "capturing");
    await fetch(`${world.environment.url}/api/captures/${instance.id}/stop`, { method: "POST" });
    await world.outcome(instance);
    const { session } = (await recordOf(instance.id)).captures[0] ?? assert.fail();
    assert.deepEqual([session?.stopReason, session?.endedBy], ["Manual", "a stop request"]);
  });

  it("names the report that tells an alert which has joined another one's capture, and counts them", async () => {
    const first = await world.fire(await common("WEB01"));
    await world.reach(first, "capturing");
    const second = await world.fire(await common("WEB01"));
    await world.outcome(first);
    await world.outcome(second);
    const [one, other] = [await recordOf(first.id), await recordOf(second.id)];
    assert.deepEqual([one.report.reportedIn, one.joinedAlerts.more], [null, 1]);
    assert.deepEqual([other.report.reportedIn, other.captures[0]?.session?.joined], [first.id, true]);
    assert.deepEqual(other.captures[0]?.file, one.captures[0]?.file);
  });

  for (const reported of [false, true])
    it(`has what is known of a terminated alert ${reported ? "whose report was sent" : "at once"}`, async () => {
      const instance = await world.fire(await common("WEB01"));
      await world.reach(instance, "capturing");
      const interrupting = interruptions(world);
      const before = (await world.emails()).length;
      await interrupting.terminate(instance.id);
      if (reported) await interrupting.onlyEmail(before);
      const record = await recordOf(instance.id);
      assert.deepEqual(
        [record.complete, record.interruption?.ending, record.interruption?.reason],
        [false, "terminated", "by hand"],
      );
      const [own] = record.captures;
      assert.deepEqual(
        [own?.vm.name.toUpperCase(), own?.session === null, own?.file === null],
        ["WEB01", !reported, !reported],
      );
      assert.deepEqual(
        [record.report.recipients, timesOf(record.report)["report sent"] === null],
        [reported ? 1 : null, !reported],
      );
      assert.ok(own !== undefined && timesOf(own).received !== null && timesOf(own)["alert fired"] !== null);
      await world.clock.advance(1_200_000);
    });
});

describe("the hash of a capture file that was not read as a whole", () => {
  for (const [what, settings] of [
    ["is larger than CAPTURE_ANALYZE_MAX_BYTES", { CAPTURE_ANALYZE_MAX_BYTES: "100" }],
    ["is analyzed by nobody", { CAPTURE_ANALYZE_MAX_BYTES: "0" }],
    ["is on the VM alone", { ...analyzed, CAPTURE_STORE: "guest" }],
  ] as const)
    it(`is not known, nor its version: it ${what}`, () =>
      inWorld(settings, async (world) => {
        const instance = await world.fire(await common("WEB01"));
        const { captures } = await world.outcome(instance);
        const { sha256, readAt, etag, analyzedBy } = captures[0] ?? assert.fail();
        assert.deepEqual([sha256, readAt, etag, analyzedBy], [null, null, null, null]);
        const { body } = await world.app("GET", `/captures/${instance.id}/evidence`);
        const { file, analysis, ...own } = (body as EvidenceRecord).captures[0] ?? assert.fail();
        assert.deepEqual(
          [file?.sha256, file?.etag, analysis, timesOf(own)["file read from"]],
          [null, null, null, null],
        );
      }));
});

it("the evidence record is there for people who are signed in to read", () =>
  inWorld({ WEBSITE_AUTH_ENABLED: "True" }, async (world) => {
    const instance = await world.fire(await common("WEB01"));
    await world.outcome(instance);
    const url = `${world.environment.url}/api/ui/api/captures/${instance.id}/evidence`;
    assert.equal((await fetch(url)).status, 401);
    const response = await fetch(url, { headers: as(reader) });
    assert.equal(((await response.json()) as EvidenceRecord).instanceId, instance.id);
  }));
