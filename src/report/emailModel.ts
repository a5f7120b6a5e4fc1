import type { Block, Link, Section, Tone } from "./section.ts";

/** The first screen of a phone: what happened, how grave it is, and what to do. */
export interface Head {
  readonly tone: Tone;
  /** The tone in a word: "Critical", "Failed", … */
  readonly word: string;
  /** Severity, rule and time in one line. */
  readonly origin: string;
  /** How many other alerts this email tells; null for none. */
  readonly joined: string | null;
  /** The VM and its lead. */
  readonly heading: string;
  /** Findings, or what failed and its fix. */
  readonly before: readonly Block[];
  /** Where the capture is opened; null where no page is known. */
  readonly button: Link | null;
  /** Why the alert fired and how the capture ended. */
  readonly after: readonly Block[];
}

/** An email, from which both of its parts are rendered. */
export interface EmailModel {
  /** What a list of mails shows beside the subject. */
  readonly preheader: string;
  /** What must be known before the lead. */
  readonly notices: readonly Section[];
  readonly head: Head;
  readonly sections: readonly Section[];
  readonly footer: readonly string[];
}
