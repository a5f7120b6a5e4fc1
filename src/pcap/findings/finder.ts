import type { Ledger } from "../flows/ledger.ts";
import type { AnalyzedCapture } from "../summary/analyzedCapture.ts";
import type { Answer } from "../summary/captureSummary.ts";
import type { FindingDraft } from "./finding.ts";

/** All counts of a capture, and what was concluded from them. */
export interface FinderInput extends AnalyzedCapture {
  /** The largest peer in the direction that the alert is about; null without one. */
  readonly answer: Answer | null;
  /** Of the traffic that the answer is about. */
  readonly answering: Ledger;
  /** Share of all bytes that any talker, peer or conversation may lack; 0 when it is negligible. */
  readonly missing: number;
  readonly missableBytes: number;
}

/** Looks for one kind of trouble, or for a few that one look tells apart. */
export type Finder = (input: FinderInput) => readonly FindingDraft[];
