import { setTimeout } from "node:timers/promises";
import { refuse } from "../../captures/outcome/refusal.ts";
import { ringEvents } from "../../captures/rings/arming/ringEvents.ts";
import {
  emptyRingRecord,
  readRingRecord,
  ringRecordName,
  withRing,
  type RingRecord,
} from "../../captures/rings/ringRecord.ts";
import { NotYet } from "../../durable/notYet.ts";
import type { AppStorage } from "../../azure/appStorage.ts";
import type { Ring } from "../../captures/rings/ring.ts";
import type { ActivityInvocation } from "../activityFunction.ts";

type Log = ActivityInvocation["log"];

/** Several instances of the app may write at the same time. One of them succeeds each time. */
const mostTries = 40;
/** Whoever was overtaken tries again at once, and later after a pause. */
const promptTries = 5;
const longestPauseMs = 50;
/** Storage that hangs holds up each change until its timeout: one that has waited so long is given up. */
const longestWaitMs = 60_000;

/** The record of all rings, changed by compare-and-swap, by one step of this process after the other. */
export class RingLedger {
  readonly #storage: AppStorage;
  readonly #longestWaitMs: number;
  #last: Promise<unknown> = Promise.resolve();

  constructor(storage: AppStorage, waitMs = longestWaitMs) {
    this.#storage = storage;
    this.#longestWaitMs = waitMs;
  }

  /** A damaged record is an empty one: its rings are found again by their names. @throws AzureFault */
  async read(): Promise<RingRecord> {
    const stored = await this.#storage.read(ringRecordName);
    return (stored === null ? null : readRingRecord(stored.text)) ?? emptyRingRecord;
  }

  /**
   * Applies a change to the newest record, and returns what was written. It may be applied several times; one
   * that returns the same record writes nothing. @throws AzureFault
   */
  change(decide: (record: RingRecord) => RingRecord, log: Log): Promise<RingRecord> {
    const queuedAt = performance.now();
    const written = this.#last.then(() => {
      if (performance.now() - queuedAt > this.#longestWaitMs) throw new NotYet(hanging);
      return this.#write(decide, log);
    });
    this.#last = written.catch(() => undefined);
    return written;
  }

  /** Changes the ring of one VM, if there is one. */
  async changeRing(vmId: string, change: (ring: Ring) => Ring, log: Log): Promise<RingRecord> {
    return this.change((record) => withRing(record, vmId, change), log);
  }

  async #write(decide: (record: RingRecord) => RingRecord, log: Log): Promise<RingRecord> {
    for (let attempt = 1; attempt <= mostTries; attempt += 1) {
      const stored = await this.#storage.read(ringRecordName);
      const known = stored === null ? null : readRingRecord(stored.text);
      const before = known ?? emptyRingRecord;
      const after = decide(before);
      if (after === before) return before;
      const written = { ...after, sequence: before.sequence + 1 };
      const version = stored?.version ?? null;
      if ((await this.#storage.write(ringRecordName, JSON.stringify(written), version)) !== null) {
        if (stored !== null && known === null) log("rings.reset", { bytes: stored.text.length });
        for (const event of ringEvents(before, written)) log(...event);
        return written;
      }
      if (attempt > promptTries) await setTimeout(Math.random() * longestPauseMs);
    }
    throw new NotYet(refuse("conflict", "Too many instances of the app decide at the same time."));
  }
}

const hanging = refuse("storage-failed", "The app's own storage has not answered for a minute.");

const ledgers = new WeakMap<AppStorage, RingLedger>();

/** The one ledger of rings of this process for a storage account. */
export function ringLedgerIn(storage: AppStorage): RingLedger {
  const known = ledgers.get(storage) ?? new RingLedger(storage);
  ledgers.set(storage, known);
  return known;
}
