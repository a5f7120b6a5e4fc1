import type { CaptureLimits } from "../captures/plan/capturePlan.ts";

/** What a caller of the page may do: "read" shows captures, "operate" also starts, stops and downloads. */
type Right = "read" | "operate";

/** A page beside this one, such as the team's runbook. */
export interface PageLink {
  readonly label: string;
  /** An https URL, or a path of the app's own origin. */
  readonly href: string;
}

/** Who uses the captures page, and what the page needs to know of the app. */
export interface Viewer {
  /** The signed-in person's name; null for a caller with a function key. */
  readonly user: string | null;
  readonly rights: readonly Right[];
  /** Where to sign out, a path of the app; null for a caller with a function key. */
  readonly signOut: string | null;
  /** The app's version. */
  readonly version: string;
  /** IANA name of the time zone that is shown beside UTC. */
  readonly timeZone: string;
  /** The most that a capture may ask for. */
  readonly limits: CaptureLimits;
  readonly links: readonly PageLink[];
}
