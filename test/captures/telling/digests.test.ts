import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { emptyRecord, readRecord } from "../../../src/captures/grants/grantRecord.ts";
import { digests } from "../../../src/captures/telling/digests.ts";

const start = Date.parse("2026-11-26T08:00:00Z");
const at = (seconds: number) => new Date(start + seconds * 1000).toISOString();

describe("the digests", () => {
  const first = digests.enter(emptyRecord("e"), at(0));

  it("begin with one that is due five minutes later, which everyone enters until it is closed", () => {
    assert.equal(first.answer.dueAt, at(300));
    assert.deepEqual(digests.enter(first.ledger, at(299)), { ledger: first.ledger, answer: first.answer });
    assert.equal(digests.close(first.ledger, "digest-other"), first.ledger);
  });

  it("follow each other an hour apart at the least, five minutes after the first alert in each", () => {
    const closed = { ...digests.close(first.ledger, first.answer.instanceId), sequence: 2 };
    assert.equal(digests.enter(closed, at(400)).answer.dueAt, at(300 + 3600));
    const late = digests.enter(closed, at(9000)).answer;
    assert.equal(late.dueAt, at(9300));
    assert.notEqual(late.instanceId, first.answer.instanceId);
    assert.match(late.instanceId, /^digest-[0-9a-f]{32}$/);
  });

  it("are kept in the record, and a record with a damaged one is none", () => {
    const text = JSON.stringify(first.ledger);
    assert.deepEqual(readRecord(text), first.ledger);
    assert.equal(readRecord(text.replace(at(300), "soon")), null);
    assert.equal(readRecord(text.replace(/,"digest":\{[^}]*\}/, ""))?.digest, null);
  });
});
