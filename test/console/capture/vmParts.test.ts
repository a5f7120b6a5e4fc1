import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { receiptFacts } from "../../../src/console/capture/receiptFacts.ts";
import { runningTitle } from "../../../src/console/capture/runningTitle.ts";
import { commonSections, vmParts } from "../../../src/console/capture/vmParts.ts";
import type { VmView } from "../../../src/api/captureView.ts";
import type { PageModel } from "../../../src/report/pageModel.ts";
import type { Section } from "../../../src/report/section.ts";

const group = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachines";
const view = (name: string, changes: Partial<VmView> = {}): VmView => ({
  ...{ vmId: `${group}/${name}`, phase: "done", percent: null, endsAt: null },
  ...changes,
});
const section = (part: NonNullable<Section["part"]>, vm: string | null): Section => ({
  heading: `${part} of ${vm ?? "all"}`,
  tone: "neutral",
  part,
  vm: vm === null ? null : `${group}/${vm}`,
  blocks: [],
});
const page: PageModel = {
  head: null,
  notices: [],
  sections: [
    section("joined", null),
    ...(["verdict", "findings", "traffic", "details"] as const).map((part) => section(part, "WEB02")),
    section("verdict", "WEB01"),
    section("details", "GONE"),
    section("alert", null),
  ],
};

describe("vmParts", () => {
  const vms = [view("WEB01"), view("WEB03"), view("WEB02", { vmName: "Web02" })];
  const parts = vmParts({ vms, page });

  it("are in the page's order, the VMs without a section last", () => {
    assert.deepEqual(
      parts.map(({ name }) => name),
      ["Web02", "WEB01", "WEB03"],
    );
  });

  it("have each VM's own sections", () => {
    const [first, second, third] = parts;
    assert.equal(first?.verdict?.heading, "verdict of WEB02");
    assert.equal(first.findings?.part, "findings");
    assert.equal(first.traffic?.part, "traffic");
    assert.deepEqual(
      first.others.map(({ part }) => part),
      ["details"],
    );
    assert.equal(second?.verdict?.heading, "verdict of WEB01");
    assert.equal(second.traffic, null);
    assert.equal(third?.verdict, null);
  });

  it("leave the sections of no VM, and of one that the capture does not name, to the whole", () => {
    assert.deepEqual(
      commonSections(page, vms).map(({ heading }) => heading),
      ["joined of all", "details of GONE", "alert of all"],
    );
  });

  it("are there without a page in words", () => {
    assert.deepEqual(
      vmParts({ vms: [view("WEB01")] }).map(({ name, verdict }) => ({ name, verdict })),
      [{ name: "WEB01", verdict: null }],
    );
    assert.deepEqual(commonSections(undefined, vms), []);
  });
});

describe("runningTitle", () => {
  const title = (status: string, phase: string | null, ...vms: readonly VmView[]): string =>
    runningTitle({ status, phase, vms });

  it("is the VM and its phase", () => {
    assert.equal(title("running", "capturing", view("WEB01")), "WEB01: Capturing");
    assert.equal(title("pending", null, view("WEB01")), "WEB01: Waiting to start");
  });

  it("counts several VMs", () => {
    assert.equal(title("running", "capturing", view("WEB01"), view("WEB02")), "2 VMs: Capturing");
  });

  it("says that an ended one has no result", () => {
    assert.equal(title("terminated", "capturing", view("WEB01")), "WEB01: No result");
  });
});

describe("receiptFacts", () => {
  it("say to whom the email went, or why it did not", () => {
    const sentTo = ["a@example.com", "b@example.com"];
    assert.deepEqual(receiptFacts({ report: { sentTo, messageId: "m1", error: null }, error: null }), [
      { label: "Email sent to", value: "a@example.com, b@example.com", note: "message m1" },
    ]);
    assert.deepEqual(
      receiptFacts({ report: { sentTo: [], messageId: null, error: "refused" }, error: null }),
      [{ label: "Email not sent", value: "refused" }],
    );
  });

  it("say why the orchestration ended without a result", () => {
    assert.deepEqual(receiptFacts({ report: null, error: "terminated by hand" }), [
      { label: "Orchestration failed", value: "terminated by hand" },
    ]);
    assert.deepEqual(receiptFacts({ report: null, error: null }), []);
  });
});
