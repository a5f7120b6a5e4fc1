import type { Criterion } from "./criterion.ts";
import type { Dimension } from "./targets/dimension.ts";
import type { CustomProperties } from "./text/customProperties.ts";

/** An alert of any family in one shape; its texts are not bounded yet. */
export interface NormalAlert {
  readonly family: string;
  /** "Fired", "Resolved", "Activated", …: an open set; null where the family has no state. */
  readonly state: string | null;
  /** An event of the activity log, service health or resource health, none of which concerns traffic. */
  readonly isActivityLog: boolean;
  /** Resource ids, as sent. */
  readonly targets: readonly string[];
  /** The target's resource type, which the payload declares beside the id. */
  readonly targetType: string | null;
  /** Labels of a Prometheus rule included. */
  readonly dimensions: readonly Dimension[];
  /** Resource ids in the rows of a log query that fired, as sent. */
  readonly rowIds: readonly string[];
  /** Computers given only by name; distinct. */
  readonly hostNames: readonly string[];
  /** Azure Monitor's alert id, as sent; absent in families without one. */
  readonly alertId?: string | null;
  readonly rule: string | null;
  readonly severity: string | null;
  /** ISO 8601 in UTC. */
  readonly firedAt: string | null;
  /** The same, of the end; absent in families that do not say, and in a firing. */
  readonly resolvedAt?: string | null;
  readonly description: string | null;
  /** In words. */
  readonly condition: string | null;
  readonly criteria: readonly Criterion[];
  /** Names of the metrics or columns that were compared with a threshold. */
  readonly metrics: readonly string[];
  /** Log queries and expressions of Prometheus, as sent. */
  readonly queries: readonly string[];
  readonly customProperties: CustomProperties;
  /** What identifies this firing; when a part is null, the whole body does. */
  readonly occurrenceParts: readonly (string | null)[];
}

/** An alert, or which field is wrong and what was expected. */
export type AlertReading =
  { readonly ok: true; readonly alert: NormalAlert } | { readonly ok: false; readonly detail: string };

export const unreadableAlert = (detail: string): AlertReading => ({ ok: false, detail });
