import type { NotificationReceipt } from "../../captures/outcome/alertOutcome.ts";
import type { ReportRequest } from "./reportRequest.ts";

/** What goes out beside an email. */
export interface Endpoints {
  /** The kinds of the configured endpoints, in their order. */
  readonly kinds: readonly NotificationReceipt["kind"][];
  /** Whether a record is written beside each capture file (EVIDENCE_RECORD=blob). */
  readonly writesEvidence?: true;
}

/** What one of the endpoints is told. */
export interface NotificationOrder {
  /** In the order of NOTIFY_WEBHOOKS. */
  readonly index: number;
  readonly kind: NotificationReceipt["kind"];
  /** When the outcome was known, ISO 8601: the same in every try. */
  readonly at: string;
  /** Those of the report, without the lists of each summary. */
  readonly facts: ReportRequest;
}
