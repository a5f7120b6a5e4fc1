import { createHash } from "node:crypto";
import type { Digest } from "../grants/grant.ts";
import type { GrantRecord } from "../grants/grantRecord.ts";
import type { Noted } from "../grants/notes.ts";

const firstSeconds = 300;
const everySeconds = 3600;

const later = (time: string, seconds: number): number => Date.parse(time) + seconds * 1000;

/** When which digest goes out. Who is in it is in the outcomes of the alerts, not here. */
export const digests = {
  /** The digest that an alert enters; it is opened where none is open. */
  enter(ledger: GrantRecord, now: string): Noted<Digest> {
    const { digest: latest, epoch, sequence } = ledger;
    if (latest?.isClosed === false) return { ledger, answer: latest };
    const dueAt = Math.max(later(now, firstSeconds), latest === null ? 0 : later(latest.dueAt, everySeconds));
    // Another one at every opening, the same when the change is applied again.
    const hex = createHash("sha256").update(`digest\n${epoch}\n${sequence}`).digest("hex");
    const digest: Digest = {
      instanceId: `digest-${hex.slice(0, 32)}`,
      openedAt: now,
      dueAt: new Date(dueAt).toISOString(),
      isClosed: false,
    };
    return { ledger: { ...ledger, digest }, answer: digest };
  },

  close: (ledger: GrantRecord, instanceId: string): GrantRecord =>
    ledger.digest?.instanceId === instanceId && !ledger.digest.isClosed
      ? { ...ledger, digest: { ...ledger.digest, isClosed: true } }
      : ledger,
};
