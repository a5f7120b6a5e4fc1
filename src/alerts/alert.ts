import type { Question } from "../pcap/summary/captureSummary.ts";
import type { Criterion } from "./criterion.ts";
import type { IgnoreReason } from "./ignoreReason.ts";
import type { Machine } from "./targets/machine.ts";
import type { CustomProperties } from "./text/customProperties.ts";

/** The facts of an alert, from any payload family. Plain JSON: part of the orchestration's input. */
export interface Alert {
  /** Identifies this occurrence: 32 hex digits, the same for every delivery of it. */
  readonly occurrence: string;
  /** Azure Monitor's alert id, an ARM id; null for older payload families, which have none. */
  readonly alertId: string | null;
  /** Name of the alert rule. */
  readonly rule: string | null;
  /** "Sev0" (critical) to "Sev4" (verbose). */
  readonly severity: string | null;
  /** When it fired, ISO 8601 in UTC. */
  readonly firedAt: string | null;
  readonly description: string | null;
  /** The condition in words: "Network Out Total > 500000000 (Total over PT5M), measured 812345678". */
  readonly condition: string | null;
  /** The conditions of the rule as numbers; absent in alerts that an earlier version stored. */
  readonly criteria?: readonly Criterion[];
  /** The direction of traffic that it asks about, by its metrics, dimensions and queries; null: none. */
  readonly question: Question | null;
}

/** An alert that has resolved. */
export interface Resolution {
  /** Azure Monitor's alert id, the same in the delivery of its firing. */
  readonly alertId: string;
  /** When, ISO 8601; null where the payload does not say. */
  readonly at: string | null;
}

/** A target of the alert that is not captured while others are. */
export interface IgnoredTarget {
  readonly target: string;
  readonly reason: IgnoreReason;
  readonly detail: string;
}

/** The decision on a request body. */
export type AlertDecision =
  | {
      readonly kind: "capture";
      /** The payload's family. */
      readonly family: string;
      readonly alert: Alert;
      /** Custom properties of the alert rule. Untrusted, so they are never stored. */
      readonly customProperties: CustomProperties;
      /** Distinct virtual machines and scale sets in the payload's order; bounded. */
      readonly targets: readonly Machine[];
      /** Distinct computer names, to be looked up, of an alert that names no VM; bounded. */
      readonly hostNames: readonly string[];
      /** The first ignored targets; `detail` counts them all. */
      readonly ignoredTargets: readonly IgnoredTarget[];
      /** The decision and its reason, in a sentence or two. */
      readonly detail: string;
    }
  | {
      readonly kind: "ignored";
      readonly family: string;
      readonly occurrence: string;
      readonly reason: IgnoreReason;
      readonly detail: string;
      /** Set with the reason "resolved", where the alert has an id. */
      readonly resolution?: Resolution;
    }
  | { readonly kind: "invalid"; readonly detail: string };
