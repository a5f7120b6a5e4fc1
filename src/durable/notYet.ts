import type { Refusal } from "../captures/outcome/refusal.ts";

/** What was asked for is not there yet, and may be soon: the call is retried. */
export class NotYet extends Error {
  override readonly name = "NotYet" as const;
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.hint);
    this.refusal = refusal;
  }
}
