import * as v from "valibot";
import { armId } from "../../arm/armId.ts";
import { failureCodes } from "../outcome/failureCode.ts";
import type { Ring } from "./ring.ts";

/** The rings of all armed VMs, one record for all instances of the app. Plain JSON. */
export interface RingRecord {
  readonly format: typeof format;
  /** Counts the changes. */
  readonly sequence: number;
  /** When the latest email about faults was assigned; null: none was. */
  readonly reportedAt: string | null;
  readonly rings: readonly Ring[];
}

const format = 1;

/** Its name among the app's records. */
export const ringRecordName = "rings";

export const emptyRingRecord: RingRecord = { format, sequence: 0, reportedAt: null, rings: [] };

const text = v.string();
const time = v.pipe(
  text,
  v.check((value) => !Number.isNaN(Date.parse(value))),
);
const claim = v.object({ instanceId: text, at: time });
const named = { captureName: text, storagePath: v.nullable(text) };

const live = v.object({
  ...named,
  intendedAt: time,
  acceptedAt: v.nullable(time),
  confirmedAt: v.nullable(time),
  checkedAt: v.nullable(time),
  endsAt: v.nullable(time),
  stop: v.nullable(v.object({ at: time, askedAt: time, why: v.picklist(["alert", "renewal", "left"]) })),
  claim: v.nullable(claim),
});

const ended = v.object({
  ...named,
  startedAt: time,
  endedAt: time,
  claim: v.nullable(claim),
  stopReason: v.nullable(text),
  keptUntil: time,
  isDeleted: v.boolean(),
});

const stray = v.object({
  ...named,
  startedAt: v.nullable(time),
  stoppedAt: v.nullable(time),
  askedAt: v.nullable(time),
  checkedAt: v.nullable(time),
});

const fault = v.object({
  code: v.picklist(failureCodes),
  hint: text,
  passing: v.boolean(),
  since: time,
  tries: v.number(),
  retryAt: time,
  told: v.array(v.picklist(failureCodes)),
  report: v.nullable(v.object({ instanceId: text, isStarted: v.boolean() })),
});

const schema: v.GenericSchema<unknown, RingRecord> = v.object({
  format: v.literal(format),
  sequence: v.pipe(v.number(), v.safeInteger()),
  reportedAt: v.nullable(time),
  rings: v.array(
    v.object({
      vmId: text,
      watcher: v.nullable(v.object({ subscriptionId: text, resourceGroup: text, name: text })),
      armedAt: time,
      isLeaving: v.boolean(),
      session: v.nullable(live),
      ended: v.array(ended),
      strays: v.array(stray),
      fault: v.nullable(fault),
    }),
  ),
});

/** Reads the record; null when it is damaged, or of another version of the app. */
export function readRingRecord(content: string): RingRecord | null {
  try {
    const read = v.safeParse(schema, JSON.parse(content));
    return read.success ? read.output : null;
  } catch {
    return null;
  }
}

/** The ring of a VM; undefined where it has none. */
export const ringOf = ({ rings }: RingRecord, vmId: string): Ring | undefined =>
  rings.find((ring) => armId.same(ring.vmId, vmId));

/** The record with one ring changed; the same one when `change` returns the ring as it is. */
export function withRing(record: RingRecord, vmId: string, change: (ring: Ring) => Ring): RingRecord {
  const ring = ringOf(record, vmId);
  const changed = ring === undefined ? undefined : change(ring);
  if (ring === undefined || changed === undefined || changed === ring) return record;
  return { ...record, rings: record.rings.map((one) => (one === ring ? changed : one)) };
}
