import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ringFolders } from "../../../../src/captures/rings/files/ringFolders.ts";
import { vmIdOf } from "../../../support/rings/rings.ts";

const vm = `${vmIdOf("WEB01").slice(1).toLowerCase()}/`;
const session = { captureName: "r", storagePath: null };
const daysOf = (startedAt: string, stoppedAt: string, from: string) =>
  ringFolders(vmIdOf("WEB01"), [{ ...session, startedAt, stoppedAt }], from)[0]?.map((folder) =>
    folder.slice(vm.length),
  );

describe("ringFolders", () => {
  it("are the day of an alert, and then the folder of the VM", () => {
    assert.deepEqual(
      ringFolders(
        vmIdOf("WEB01"),
        [{ ...session, startedAt: "2026-11-26T03:00:00Z", stoppedAt: "2026-11-26T12:00:00Z" }],
        "2026-11-26T11:00:00Z",
      ),
      [[`${vm}2026/11/26/`], [vm]],
    );
  });

  it("have both days of an alert after midnight, and the one on which the ring was started", () => {
    assert.deepEqual(daysOf("2026-11-23T08:00:00Z", "2026-11-27T00:20:00Z", "2026-11-26T23:20:00Z"), [
      "2026/11/23/",
      "2026/11/26/",
      "2026/11/27/",
    ]);
  });

  it("are few for an alert that claims to be years old", () => {
    const days = daysOf("2026-11-20T08:00:00Z", "2026-11-27T00:20:00Z", "2019-01-01T00:00:00Z");
    assert.equal(days?.length, 8);
  });

  it("are few whatever the record says of the start", () => {
    const days = daysOf("2016-11-20T08:00:00Z", "2026-11-27T00:20:00Z", "2015-01-01T00:00:00Z");
    assert.ok((days?.length ?? 99) <= 11);
  });
});
