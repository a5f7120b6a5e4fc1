import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { emptyRingRecord, readRingRecord, ringOf } from "../../../src/captures/rings/ringRecord.ts";
import {
  at,
  endedFacts,
  faultFacts,
  liveFacts,
  ringFacts,
  strayFacts,
  vmIdOf,
} from "../../support/rings/rings.ts";
import type { RingRecord } from "../../../src/captures/rings/ringRecord.ts";

const record: RingRecord = {
  ...emptyRingRecord,
  sequence: 7,
  reportedAt: at("10:06:00"),
  rings: [
    ringFacts({ session: liveFacts({ claim: { instanceId: "alert-1", at: at("10:05:00") } }) }),
    ringFacts({
      vmId: vmIdOf("WEB02"),
      fault: faultFacts(),
      ended: [endedFacts()],
      strays: [strayFacts()],
    }),
  ],
};

describe("ring record", () => {
  it("is read as it was written", () => {
    assert.deepEqual(readRingRecord(JSON.stringify(record)), record);
    assert.deepEqual(readRingRecord(JSON.stringify(emptyRingRecord)), emptyRingRecord);
  });

  it("finds the ring of a VM whatever the casing of its id", () => {
    assert.equal(ringOf(record, vmIdOf("web02").toLowerCase())?.vmId, vmIdOf("WEB02"));
    assert.equal(ringOf(record, vmIdOf("WEB03")), undefined);
  });

  const damaged = {
    "no JSON": "{",
    null: "null",
    "another format": JSON.stringify({ ...record, format: 2 }),
    "a ring without its VM": JSON.stringify({ ...record, rings: [{ ...ringFacts(), vmId: null }] }),
    "a time that is none": JSON.stringify({ ...record, rings: [ringFacts({ armedAt: "soon" })] }),
    "an unknown code": JSON.stringify({
      ...record,
      rings: [{ ...ringFacts(), fault: { ...faultFacts(), code: "bored" } }],
    }),
  };
  for (const [title, text] of Object.entries(damaged))
    it(`takes a damaged one for none: ${title}`, () => {
      assert.equal(readRingRecord(text), null);
    });
});
