import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { captureView } from "../../../src/functions/http/captureView.ts";
import { pageFactsOf } from "../../../src/functions/page/pageFactsOf.ts";
import { pageOf } from "../../../src/report/pageOf.ts";
import { goldenHistories, readHistories } from "../../support/histories/goldenHistories.ts";
import { places } from "../../support/report/endings.ts";
import { facts, outcome } from "../../support/report/facts.ts";
import { outboundToService } from "../../support/report/summaries.ts";
import type { InstanceStatus } from "../../../src/durable/instances/instanceStatus.ts";
import type { PageModel } from "../../../src/report/pageModel.ts";

const known = places ?? assert.fail();
const config = {
  ...{ reportTimeZone: "UTC", fileRetentionDays: 30, appOrigin: known.appOrigin },
  ...{ storageAccountId: known.storageAccountId, cloud: { portal: known.portal } },
} as Parameters<typeof pageFactsOf>[3];

const instance = (changes: Partial<InstanceStatus> = {}): InstanceStatus => ({
  instanceId: "alert-0123456789abcdef0123456789abcdef",
  name: "captureOnAlert",
  runtimeStatus: "Completed",
  createdTime: "2026-11-23T02:00:42.000Z",
  lastUpdatedTime: "2026-11-23T02:05:55.000Z",
  customStatus: null,
  input: { vmIds: [outcome().vmId], alert: facts().alert, requestedBy: null, overrides: [] },
  output: { captures: [outcome()], reportedIn: null, joinedBy: 2 },
  ...changes,
});

function pageIn(status: InstanceStatus, children: readonly (InstanceStatus | null)[] = []): PageModel {
  return pageOf(pageFactsOf(status, children, captureView(status, children), config));
}

/** Anything that somebody may start an orchestration with. */
const odd: readonly unknown[] = [
  ...[null, undefined, 5, "x", true, [], {}, [null], { alert: 5 }, { alert: [] }, { vmIds: "x" }],
  { alert: {}, vmIds: [], requestedBy: {} },
  { alert: { firedAt: "soon", rule: 5, severity: {}, condition: [], criteria: "x" }, vmIds: [{}, null, 7] },
  { alert: { rule: "\ud800\u202e\0", firedAt: "9".repeat(9999) }, vmIds: ["", "/", "x".repeat(9999)] },
  { hostNames: ["PC", {}], vmIds: null, overrides: [null, 5, { name: 1 }], receivedAt: {} },
  { overrides: [{ name: "captureFilters", outcome: "ignored", detail: "x" }, { name: "toString" }] },
  { alert: { criteria: [{ kind: "metric", measure: 5, dimensions: 7 }] }, limits: "all" },
];

describe("the page of what is stored", () => {
  it("is there whatever an orchestration has as input, custom status and output, in any state", () => {
    for (const runtimeStatus of ["Pending", "Running", "Completed", "Failed", "Terminated", "Suspended"])
      for (const one of odd) {
        const name = `${runtimeStatus}: ${JSON.stringify(one)}`;
        for (const given of [
          { input: one },
          { output: one },
          { customStatus: one },
          { input: one, output: one },
        ])
          assert.ok(pageIn(instance({ runtimeStatus, ...given })).sections.length > 0, name);
      }
  });

  it("is there whatever the orchestrations of its VMs have", () => {
    const input = { vmIds: ["/x/virtualMachines/A", "/x/virtualMachines/B"] };
    for (const one of odd)
      for (const runtimeStatus of ["Running", "Completed", "Failed"]) {
        const child = instance({ name: "capturePackets", runtimeStatus, input: one, output: one });
        for (const status of ["Running", "Terminated"])
          assert.ok(pageIn(instance({ runtimeStatus: status, input }), [child, null]).sections.length > 0);
      }
  });

  it("is there for every history of an earlier release", () => {
    const isEvent = (type: number) => (event: { readonly EventType: unknown }) => event.EventType === type;
    for (const [version, name] of goldenHistories())
      for (const { instanceId, history } of readHistories(version, name)) {
        const begun = history.find(isEvent(0)) as
          { readonly Name?: string; readonly Input?: string } | undefined;
        const ended = history.find(isEvent(1)) as { readonly Result?: string } | undefined;
        if (begun?.Name !== "captureOnAlert") continue;
        const stored = { instanceId, input: JSON.parse(begun.Input ?? "null") as unknown };
        const output = JSON.parse(ended?.Result ?? "null") as unknown;
        const page = pageIn(instance({ ...stored, output }));
        assert.ok(
          page.sections.some(({ part }) => part === "alert"),
          `${version}/${name}`,
        );
        assert.equal(page.head === null, (output as { captures?: unknown[] } | null)?.captures === undefined);
      }
  });

  it("shows an outcome of an earlier release, without the members that came later", () => {
    const { vmId, vmName, captureName, fileUrl } = outcome();
    const { lead, directions } = outboundToService;
    const stored = {
      vmId,
      vmName,
      outcome: "captured",
      captureName,
      fileUrl,
      summary: { headline: lead, directions },
    };
    const page = pageIn(instance({ output: { captures: [stored] } }));
    assert.equal(page.head?.heading, `WEB01: ${lead}`);
    assert.ok(JSON.stringify(page.sections).includes('"Outbound"'));
  });

  it("has how many other alerts it tells, and the files' place", () => {
    const page = pageIn(instance());
    assert.equal(page.head?.joined, "and 2 other alerts joined this capture");
    assert.ok(JSON.stringify(page.sections).includes("BlobPropertiesBladeV2"));
  });

  it("of an alert that was terminated has its end, and that of its VMs nothing is known", () => {
    const page = pageIn(instance({ runtimeStatus: "Terminated", output: "by hand" }));
    assert.equal(page.notices[0]?.heading, "This alert was terminated");
    assert.deepEqual(
      [page.head?.word, page.head?.heading],
      ["Unfinished", "WEB01: capture failed, unexpected error"],
    );
    assert.match(JSON.stringify(page.head?.before), /The capture may still run to its limits/);
  });

  it("of such an alert has those VMs as running whose orchestrations go on", () => {
    const [a, b] = ["/x/virtualMachines/A", "/x/virtualMachines/B"];
    const child = (vmId: string, runtimeStatus: string) =>
      instance({ name: "capturePackets", runtimeStatus, input: { vmId }, output: null });
    const parent = instance({ runtimeStatus: "Terminated", input: { vmIds: [a, b] }, output: "by hand" });
    const page = pageIn(parent, [child(a, "Running"), child(b, "Failed")]);
    assert.deepEqual(
      page.sections.filter(({ part }) => part === "verdict").map(({ heading }) => heading),
      ["B: capture failed, unexpected error", "A: waiting"],
    );
  });
});
