import type { Head } from "./emailModel.ts";
import type { Section } from "./section.ts";

/** What the captures page shows in words: the email's own parts, so that the two never differ. */
export interface PageModel {
  /** The email's first screen; null while no VM's capture has ended. */
  readonly head: Head | null;
  /** What must be known before the lead. */
  readonly notices: readonly Section[];
  /** Each VM, the gravest first, then the alert or request. */
  readonly sections: readonly Section[];
}
