import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { armedNotes } from "../../../src/console/armed/armedNotes.ts";
import { armedCount, armedRows } from "../../../src/console/armed/armedRows.ts";
import type { ArmedVm } from "../../../src/api/armedVms.ts";

const armed = (name: string, changes: Partial<ArmedVm> = {}): ArmedVm => ({
  vmId: `/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/${name}`,
  state: "running",
  since: "2026-11-26T10:00:00.000Z",
  coversSeconds: 720,
  error: null,
  ...changes,
});
const failed = { state: "failed", coversSeconds: 0, error: "The agent is missing." } as const;

describe("the armed VMs on the page", () => {
  it("are those without a ring first, each with its reason, then those that start, then by name", () => {
    const rows = armedRows([
      armed("WEB02"),
      armed("WEB01"),
      armed("WEB03", { state: "starting", coversSeconds: 0 }),
      armed("WEB04", failed),
    ]);
    assert.deepEqual(
      rows.map(({ name, tone, word, text }) => [name, tone, word, text]),
      [
        ["WEB04", "bad", "No ring", "The agent is missing."],
        ["WEB03", "neutral", "Starting", "Its ring is being started."],
        ["WEB01", "good", "Armed", "Running for 12 min; holds the newest packets of that time."],
        ["WEB02", "good", "Armed", "Running for 12 min; holds the newest packets of that time."],
      ],
    );
  });

  it("say something where the app gives no reason, and where nothing has been recorded yet", () => {
    const [first, second] = armedRows([
      armed("A", { ...failed, error: null }),
      armed("B", { coversSeconds: 0 }),
    ]);
    assert.equal(first?.text, "It has no ring of packets.");
    assert.equal(second?.text, "Its ring has begun.");
  });

  it("say that the ring of a VM is being stopped that is armed no longer", () => {
    const error = "It is armed no longer and is being stopped.";
    const [row] = armedRows([armed("A", { coversSeconds: 0, error })]);
    assert.deepEqual([row?.tone, row?.word, row?.text], ["neutral", "Stopping", error]);
  });

  it("are counted, with those without a ring", () => {
    assert.equal(armedCount([armed("A"), armed("B")]), "2");
    assert.equal(armedCount([armed("A"), armed("B", failed)]), "2, 1 of them without a ring");
    assert.equal(armedCount([armed("B", failed)]), "1, without a ring");
    assert.equal(armedCount([armed("A", failed), armed("B", failed)]), "2, none has a ring");
  });

  it("are told apart from a scope whose VMs cannot be listed", () => {
    const [group, subscription, vm] = armedRows([
      armed("WEB01", failed),
      { ...armed(""), ...failed, vmId: "/subscriptions/6f1d/resourceGroups/web" },
      { ...armed(""), ...failed, vmId: "/subscriptions/6f1d", error: null },
    ]);
    assert.deepEqual(
      [group?.name, group?.word, group?.text],
      [
        "resource group web",
        "Not listed",
        "Its VMs cannot be listed. The agent is missing. Rings that run go on.",
      ],
    );
    assert.deepEqual(
      [subscription?.name, subscription?.text],
      ["subscription 6f1d", "Its VMs cannot be listed. Rings that run go on."],
    );
    assert.deepEqual([vm?.name, vm?.word], ["WEB01", "No ring"]);
    const scope = { ...armed(""), ...failed, vmId: "/subscriptions/6f1d/resourceGroups/web" };
    assert.equal(armedCount([armed("A"), scope]), "1; 1 scope cannot be listed");
    assert.equal(armedCount([scope, scope]), "2 scopes cannot be listed");
  });

  it("are told of in the plan of a capture", () => {
    const { state, coversSeconds, error } = armed("WEB01");
    assert.deepEqual(
      armedNotes([
        { vmName: "WEB01", armed: { state, coversSeconds, error } },
        { vmName: "WEB02", armed: null },
        { vmName: "WEB03" },
        { vmName: null, armed: failed },
      ]),
      [
        "WEB01 is armed. Running for 12 min; holds the newest packets of that time.",
        "The VM is armed. The agent is missing.",
      ],
    );
  });
});
