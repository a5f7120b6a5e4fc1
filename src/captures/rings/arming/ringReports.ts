import { secondsFrom, ringTimes as times } from "./ringTimes.ts";
import { isUntold } from "./withFault.ts";
import type { ArmingFault } from "../armingFacts.ts";
import type { Ring } from "../ring.ts";
import type { RingRecord } from "../ringRecord.ts";

/** The faults about which emails are to be sent, and which of them each email is about. */
export const ringReports = {
  /** Whether an email is due, or was assigned and may not have begun. */
  isDue: (record: RingRecord, now: string): boolean =>
    ringReports.keyOf(record, now) !== null || ringReports.unstarted(record).length > 0,

  /**
   * What tells the new faults apart from those of every other email; null: there are none, or it is too soon
   * for another one. Emails share their quota with the reports of alerts.
   */
  keyOf({ rings, reportedAt }: RingRecord, now: string): string | null {
    if (reportedAt !== null && secondsFrom(reportedAt, now) < times.reporting) return null;
    const untold = rings.flatMap(({ vmId, fault }) =>
      fault !== null && isUntold(fault) ? [`${vmId.toLowerCase()} ${fault.code} ${fault.since}`] : [],
    );
    return untold.length === 0 ? null : untold.toSorted().join("\n");
  },

  /** Assigns the new faults to an email. */
  assign: (record: RingRecord, instanceId: string, now: string): RingRecord =>
    withFaults({ ...record, reportedAt: now }, (fault) =>
      isUntold(fault)
        ? { ...fault, told: [...fault.told, fault.code], report: { instanceId, isStarted: false } }
        : fault,
    ),

  /** The emails that may not have begun. */
  unstarted: ({ rings }: RingRecord): readonly string[] => [
    ...new Set(
      rings.flatMap(({ fault }) => (fault?.report?.isStarted === false ? [fault.report.instanceId] : [])),
    ),
  ],

  /** An email's orchestration has been started. */
  started: (record: RingRecord, instanceId: string): RingRecord =>
    withFaults(record, (fault) =>
      fault.report?.instanceId === instanceId && !fault.report.isStarted
        ? { ...fault, report: { instanceId, isStarted: true } }
        : fault,
    ),

  /** What an email tells: the faults that it is about and that still last. */
  faultsOf: ({ rings }: RingRecord, instanceId: string): readonly ArmingFault[] =>
    rings.flatMap(({ vmId, fault }) => {
      if (fault?.report?.instanceId !== instanceId) return [];
      const { code, hint, since } = fault;
      return [{ vmId, vmName: vmId.split("/").at(-1) ?? vmId, code, hint, since }];
    }),
};

type Fault = NonNullable<Ring["fault"]>;

function withFaults(record: RingRecord, change: (fault: Fault) => Fault): RingRecord {
  const rings = record.rings.map((ring) => {
    const fault = ring.fault === null ? null : change(ring.fault);
    return fault === ring.fault ? ring : { ...ring, fault };
  });
  return rings.every((ring, at) => ring === record.rings[at]) ? record : { ...record, rings };
}
