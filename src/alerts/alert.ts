import type { VmId } from "../arm/vmId.ts";
import type { Question } from "../pcap/summary/captureSummary.ts";
import type { CustomProperties } from "./text/customProperties.ts";

/** The facts of an alert, whatever family of payload brought them. Plain JSON: part of the orchestration's input. */
export interface Alert {
  /** Identifies this occurrence: 32 hex digits, the same for every delivery of it. */
  readonly occurrence: string;
  /** Azure Monitor's own id of it, an ARM id; null where the payload has none, as those of older families. */
  readonly alertId: string | null;
  /** Name of the alert rule. */
  readonly rule: string | null;
  /** "Sev0" (critical) to "Sev4" (verbose). */
  readonly severity: string | null;
  /** When it fired, ISO 8601 in UTC. */
  readonly firedAt: string | null;
  readonly description: string | null;
  /** The condition that was met, in words: "Network Out Total > 500000000 (Total over PT5M), measured 812345678". */
  readonly condition: string | null;
  /** What it asks of the traffic, by the metrics it watches; null when they do not say. */
  readonly question: Question | null;
}

/** Why a valid alert starts no capture. */
export type IgnoreReason =
  | "resolved"
  | "activity-log"
  | "bad-target-id"
  | "not-allowed"
  | "unsupported-target"
  | "host-name-only"
  | "not-a-vm";

/** A target of the alert that is not captured although others are. */
export interface IgnoredTarget {
  readonly target: string;
  readonly reason: IgnoreReason;
  readonly detail: string;
}

/** What a request body says about capturing. */
export type AlertDecision =
  | {
      readonly kind: "capture";
      /** Which form of payload it came in. */
      readonly family: string;
      readonly alert: Alert;
      /** Custom properties of the alert rule. Untrusted; never kept, since anything may stand in them. */
      readonly customProperties: CustomProperties;
      /** Distinct virtual machines, in the order of the payload; bounded. */
      readonly targets: readonly VmId[];
      /** The first of them. */
      readonly ignoredTargets: readonly IgnoredTarget[];
      /** What was decided and why, in a sentence or two. */
      readonly detail: string;
    }
  | {
      readonly kind: "ignored";
      readonly family: string;
      readonly occurrence: string;
      readonly reason: IgnoreReason;
      readonly detail: string;
    }
  | { readonly kind: "invalid"; readonly detail: string };
