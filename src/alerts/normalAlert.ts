import type { Dimension } from "./targets/dimension.ts";
import type { CustomProperties } from "./text/customProperties.ts";

/** An alert of whatever family in one shape; texts are still as long as they were sent. */
export interface NormalAlert {
  readonly family: string;
  /** "Fired", "Resolved", "Activated", …: an open set; null where the family has no state. */
  readonly state: string | null;
  /** An event of the activity log, service health or resource health: it says nothing about traffic. */
  readonly isActivityLog: boolean;
  /** Resource ids, as sent. */
  readonly targets: readonly string[];
  /** Resource type of the target as the payload declares it beside the id. */
  readonly targetType: string | null;
  readonly dimensions: readonly Dimension[];
  /** Machines that are named by name alone. */
  readonly hostNames: readonly string[];
  /** Azure Monitor's id of the alert, as sent; absent in families that have none. */
  readonly alertId?: string | null;
  readonly rule: string | null;
  readonly severity: string | null;
  /** ISO 8601 in UTC. */
  readonly firedAt: string | null;
  readonly description: string | null;
  /** In words. */
  readonly condition: string | null;
  /** Names of the metrics that were compared with a threshold. */
  readonly metrics: readonly string[];
  readonly customProperties: CustomProperties;
  /** What identifies this firing; where one part is null the whole body does. */
  readonly occurrenceParts: readonly (string | null)[];
}

/** An alert read, or which field is wrong and what was expected there. */
export type AlertReading =
  { readonly ok: true; readonly alert: NormalAlert } | { readonly ok: false; readonly detail: string };

export const unreadableAlert = (detail: string): AlertReading => ({ ok: false, detail });
