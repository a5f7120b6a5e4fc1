import { activity } from "./activity.ts";
import { brief, once, persistent } from "./retryPolicy.ts";
import type { RingFiles } from "../captures/rings/ringFile.ts";
import type { TakenRing } from "../captures/rings/takenRing.ts";
import type { TargetVm } from "../captures/site/targetVm.ts";
import type { ReportSending } from "../captures/telling/reportSending.ts";

/** What the files of a ring are looked for by. */
export interface RingSearch extends TakenRing {
  readonly vm: TargetVm;
  /** The capture file, which is none of them; null: it is not known. */
  readonly fileUrl: string | null;
  /** Packets from before that are not needed, ISO 8601. */
  readonly from: string;
}

/** What a step for a ring is asked to do: the next one that is due, or to hear the answer of a query. */
interface RingTending {
  readonly vmId: string;
  /** Of a status that comes late; null: none. */
  readonly heard: { readonly captureName: string; readonly answerUrl: string } | null;
}

/** Nothing more is due; or another step, so many seconds later; or the answer of a query is to be heard. */
export type RingTended =
  | { readonly next: "done" }
  | { readonly next: "again"; readonly afterSeconds: number }
  | {
      readonly next: "listen";
      readonly afterSeconds: number;
      readonly captureName: string;
      readonly answerUrl: string;
    };

/** What a survey of all rings has found. */
interface RingSurvey {
  /** Rings in the record. */
  readonly rings: number;
  /** VMs whose rings need something, the most urgent first. */
  readonly due: readonly string[];
  /** Whether further rings are to end than are due in this turn. */
  readonly areMoreLeaving: boolean;
  /** Whether an email about faults is due. */
  readonly isTelling: boolean;
}

/** The activities of rings: the packets of armed VMs from before an alert. */
export const ringActivities = {
  /**
   * Takes the ring of an armed VM for the alert that has started a capture there, and asks it to stop. No
   * other alert gets it; the next ring is another session. Without a capture where the VM does not run.
   */
  takeRing: activity<{ readonly vm: TargetVm; readonly captureName: string | null }, TakenRing>("takeRing", {
    ...brief,
    // The capture that has begun is polled only afterwards.
    withinSeconds: 60,
  }),

  /**
   * Compares the VMs that are to be armed with the app's record and with the sessions of their Network
   * Watchers, and brings the record up to date.
   */
  surveyRings: activity<object, RingSurvey>("surveyRings", once),

  /** Does the next thing that the ring of one VM needs. What fails is noted in the record. */
  tendRing: activity<RingTending, RingTended>("tendRing", once),

  /** Starts the orchestration of an email about faults of rings, where one is due. */
  startArmingReport: activity<object, object>("startArmingReport", once),

  /** Sends that email exactly once, about the faults that still last. */
  sendArmingReport: activity<object, ReportSending>("sendArmingReport", persistent),

  /** Waits until a ring that was taken has ended, and looks its files up in storage. */
  findRingFiles: activity<RingSearch, RingFiles>("findRingFiles", {
    attempts: 12,
    firstSeconds: 5,
    maxSeconds: 30,
    withinSeconds: 300,
  }),
};
