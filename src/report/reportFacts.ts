import type { Alert } from "../alerts/alert.ts";
import type { Interruption } from "../captures/interruption/interruption.ts";
import type { CaptureOutcome } from "../captures/outcome/captureOutcome.ts";
import type { Override } from "../captures/plan/override.ts";
import type { LeftOut } from "../captures/scaleSet/leftOut.ts";
import type { JoinedAlerts } from "../captures/telling/joinedAlerts.ts";
import type { ReportPlaces } from "./reportPlaces.ts";
import type { RunningVm } from "./runningVm.ts";

/** Everything that the completion email is rendered from. */
export interface ReportFacts {
  /** Null for a capture on demand. */
  readonly alert: Alert | null;
  /** When the alert resolved, ISO 8601; absent where that is not known. */
  readonly resolvedAt?: string;
  /** Who requested a capture on demand. */
  readonly requestedBy?: string | null;
  /** Limits that the alert rule asked for. */
  readonly overrides?: readonly Override[];
  readonly captures: readonly CaptureOutcome[];
  /** VMs beyond those that one alert captures. */
  readonly leftOut?: LeftOut;
  /** VMs whose captures still run: on the captures page only, since an email waits for all of them. */
  readonly running?: readonly RunningVm[];
  /** Other alerts that joined these captures and send no report of their own. */
  readonly joinedAlerts?: JoinedAlerts;
  /** The orchestration's instance id. */
  readonly instanceId: string;
  /** Set where the alert's own orchestration ended without a report, and another one sends it. */
  readonly interruption?: Interruption;
  /** IANA name; times are shown in it beside UTC. */
  readonly timeZone: string;
  /** Where links lead; absent: the email has none. */
  readonly places?: ReportPlaces;
  /** After how many days storage deletes capture files; null or absent: the app does not know. */
  readonly fileRetentionDays?: number | null;
  /** The email is a sample: its subject and first words say that none of it happened. */
  readonly specimen?: true;
}
