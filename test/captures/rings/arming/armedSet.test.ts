import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { refuse } from "../../../../src/captures/outcome/refusal.ts";
import { armedSet, scopesToList } from "../../../../src/captures/rings/arming/armedSet.ts";
import { vmIdOf } from "../../../support/rings/rings.ts";

const group = vmIdOf("x").split("/").slice(0, 5).join("/");
const scope = group.split("/").slice(0, 3).join("/");
const listed = (name: string, tags?: Record<string, string>) => ({
  ...{ id: vmIdOf(name), name, computerName: null },
  ...(tags !== undefined && { tags }),
});

describe("the armed set", () => {
  it("has each VM once, by its id, its group or a tag, whose name compares without case", () => {
    const vms = [listed("A", { Ring: "on" }), listed("B", { ring: "On" }), listed("C")];
    const found = armedSet(
      [
        { kind: "vm", id: vmIdOf("a") },
        { kind: "tag", name: "RING", value: "on" },
      ],
      [scope],
      new Map([[scope, vms]]),
    );
    assert.deepEqual(found, { vmIds: [vmIdOf("A")], problems: [], isComplete: true });
    const all = armedSet([{ kind: "group", id: group }], [scope], new Map([[group, vms]]));
    assert.deepEqual(all.vmIds, [vmIdOf("A"), vmIdOf("B"), vmIdOf("C")]);
  });

  it("lists groups, and the allowed scopes only for tags", () => {
    assert.deepEqual(scopesToList([{ kind: "group", id: group }], [scope]), [group]);
    assert.deepEqual(scopesToList([{ kind: "tag", name: "a", value: "b" }], [scope]), [scope]);
    assert.deepEqual(scopesToList([{ kind: "vm", id: vmIdOf("A") }], [scope]), []);
  });

  it("is not complete while a scope cannot be listed, and says why", () => {
    const refusal = refuse("access-denied", "No.");
    const found = armedSet([{ kind: "group", id: group }], [scope], new Map([[group, refusal]]));
    assert.deepEqual(found, { vmIds: [], problems: [{ id: group, refusal }], isComplete: false });
  });

  it("has at most 500 VMs, and names the first that has no place", () => {
    const vms = Array.from({ length: 502 }, (_, number) => listed(`VM${String(number).padStart(3, "0")}`));
    const found = armedSet([{ kind: "group", id: group }], [scope], new Map([[group, vms]]));
    assert.equal(found.vmIds.length, 500);
    assert.deepEqual(
      found.problems.map(({ id, refusal }) => [id, refusal.refused]),
      [[vmIdOf("VM500"), "session-limit"]],
    );
  });
});
