import { activity } from "./activity.ts";
import { brief } from "./retryPolicy.ts";
import type { RingFiles } from "../captures/rings/ringFile.ts";
import type { TakenRing } from "../captures/rings/takenRing.ts";
import type { TargetVm } from "../captures/site/targetVm.ts";

/** What the files of a ring are looked for by. */
export interface RingSearch extends TakenRing {
  readonly vm: TargetVm;
  /** The capture file, which is none of them; null: it is not known. */
  readonly fileUrl: string | null;
  /** Packets from before that are not needed, ISO 8601. */
  readonly from: string;
}

/** The activities of rings: the packets of armed VMs from before an alert. */
export const ringActivities = {
  /**
   * Takes the ring of an armed VM for the alert that has started a capture there, and asks it to stop. No
   * other alert gets it; the next ring is another session.
   */
  takeRing: activity<{ readonly vm: TargetVm; readonly captureName: string }, TakenRing>("takeRing", {
    ...brief,
    // The capture that has begun is polled only afterwards.
    withinSeconds: 60,
  }),

  /** Waits until a ring that was taken has ended, and looks its files up in storage. */
  findRingFiles: activity<RingSearch, RingFiles>("findRingFiles", {
    attempts: 12,
    firstSeconds: 5,
    maxSeconds: 30,
    withinSeconds: 300,
  }),
};
