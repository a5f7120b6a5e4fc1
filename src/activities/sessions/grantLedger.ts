import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { emptyRecord, readRecord, type GrantRecord } from "../../captures/grants/grantRecord.ts";
import { refuse } from "../../captures/outcome/refusal.ts";
import { NotYet } from "../../durable/notYet.ts";
import type { AppStorage } from "../../azure/appStorage.ts";
import type { Noted } from "../../captures/grants/notes.ts";
import type { ActivityInvocation } from "../activityFunction.ts";

type Log = ActivityInvocation["log"];

interface Change {
  readonly apply: (ledger: GrantRecord) => GrantRecord;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

const recordName = "grants";
/** Several instances of the app may write at the same time. One of them succeeds each time. */
const mostTries = 40;
/** Whoever was overtaken tries again at once, and later after a pause. */
const promptTries = 5;
const longestPauseMs = 50;

/**
 * The record of all grants, changed by compare-and-swap. Changes that arrive while one is being written are
 * decided together in the next, so that a burst of alerts needs few writes.
 */
export class GrantLedger {
  readonly #storage: AppStorage;
  #waiting: Change[] = [];
  #isWriting = false;
  #reading: Promise<GrantRecord> | null = null;

  constructor(storage: AppStorage) {
    this.#storage = storage;
  }

  /**
   * The record, no newer than now: a read that is under way serves everyone who asks meanwhile. A grant takes
   * an older record for one that shows less, never for one that shows more. @throws AzureFault
   */
  glance(): Promise<GrantRecord> {
    this.#reading ??= this.read().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  /** The record with everything that was noted before. @throws AzureFault */
  async read(): Promise<GrantRecord> {
    const record = await this.#storage.read(recordName);
    return (record === null ? null : readRecord(record.text)) ?? emptyRecord("");
  }

  /**
   * Applies a change to the newest record and returns its answer once it is written. It may be applied
   * several times. A change that returns the same ledger writes nothing. @throws AzureFault
   */
  change<Answer>(decide: (ledger: GrantRecord) => Noted<Answer>, log: Log): Promise<Answer> {
    return new Promise<Answer>((resolve, reject) => {
      let answer: { readonly value: Answer } | undefined;
      const apply = (ledger: GrantRecord): GrantRecord => {
        const noted = decide(ledger);
        answer = { value: noted.answer };
        return noted.ledger;
      };
      const done = () => {
        if (answer !== undefined) resolve(answer.value);
      };
      this.#waiting.push({ apply, done, failed: reject });
      if (!this.#isWriting) void this.#writeAll(log);
    });
  }

  /** A change without an answer. */
  note = (decide: (ledger: GrantRecord) => GrantRecord, log: Log): Promise<null> =>
    this.change((ledger) => ({ ledger: decide(ledger), answer: null }), log);

  async #writeAll(log: Log): Promise<void> {
    this.#isWriting = true;
    // Those that arrive in the same turn of the event loop belong to the first write.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const changes = this.#waiting.splice(0);
      try {
        await this.#write(changes, log);
        for (const { done } of changes) done();
      } catch (error) {
        for (const { failed } of changes) failed(error);
      }
    }
    this.#isWriting = false;
  }

  async #write(changes: readonly Change[], log: Log): Promise<void> {
    for (let attempt = 1; attempt <= mostTries; attempt += 1) {
      const record = await this.#storage.read(recordName);
      const known = record === null ? null : readRecord(record.text);
      if (record !== null && known === null) log("grants.reset", { bytes: record.text.length });
      const before = known ?? emptyRecord(randomUUID());
      const after = changes.reduce((ledger, { apply }) => apply(ledger), before);
      if (after === before) return;
      const text = JSON.stringify({ ...after, sequence: before.sequence + 1 });
      if ((await this.#storage.write(recordName, text, record?.version ?? null)) !== null) return;
      if (attempt > promptTries) await setTimeout(Math.random() * longestPauseMs);
    }
    throw new NotYet(refuse("conflict", "Too many instances of the app decide at the same time."));
  }
}

const ledgers = new WeakMap<AppStorage, GrantLedger>();

/** The one ledger of this process for a storage account. */
export function ledgerIn(storage: AppStorage): GrantLedger {
  const known = ledgers.get(storage) ?? new GrantLedger(storage);
  ledgers.set(storage, known);
  return known;
}
