import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout } from "node:timers/promises";
import { RingLedger } from "../../../src/activities/rings/ringLedgerIn.ts";
import { AzureFault } from "../../../src/azure/azureFault.ts";
import { NotYet } from "../../../src/durable/notYet.ts";
import { steppedFault } from "../../support/rings/steppedSession.ts";

const waitMs = 30;
const log = () => undefined;

/** Storage whose calls end in a timeout; it counts them. */
function hangingStorage() {
  const calls = { reads: 0 };
  const read = async () => {
    calls.reads += 1;
    await setTimeout(2 * waitMs);
    throw steppedFault(null);
  };
  const write = () => Promise.reject(new Error("Nothing was read."));
  return { calls, storage: { read, write, remove: () => Promise.resolve() } };
}

describe("changes of the rings' record", () => {
  it("do not wait for each other's timeouts one after the other where storage hangs", async () => {
    const { calls, storage } = hangingStorage();
    const ledger = new RingLedger(storage, waitMs);
    const changes = Array.from({ length: 10 }, () => ledger.change((record) => record, log));
    const [first, ...others] = await Promise.allSettled(changes);
    assert.ok(first?.status === "rejected" && first.reason instanceof AzureFault);
    assert.ok(others.every((one) => one.status === "rejected" && one.reason instanceof NotYet));
    assert.equal(calls.reads, 1);
  });
});
