import type { CaptureOutcome } from "../outcome/captureOutcome.ts";

/** An alert that is to be told in another one's report. */
export interface TellingQuery {
  /** The other alert. */
  readonly teller: string;
  /** The session that both follow; null: the outcome is not asked for. */
  readonly captureName: string | null;
  /** The alert was seen in the other one's closed list, which the ledger may have forgotten by now. */
  readonly isListed: boolean;
}

/** Whether the other alert's report has told it. `outcome`: of the session there; null: not known. */
export type TellingState =
  | { readonly state: "waiting"; readonly isListed: boolean }
  | { readonly state: "told"; readonly outcome: CaptureOutcome | null }
  | { readonly state: "untold" };
