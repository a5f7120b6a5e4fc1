import type { Site } from "./site/site.ts";

/** One fact about the app, checked from outside. Its name is that of its folder and file. */
export interface Scenario {
  /** What holds when it passes, in the present tense. */
  readonly fact: string;
  /** Runs after the others and with none beside it, because it needs the whole host. */
  readonly isAlone?: boolean;
  /** Why it cannot be checked on this site; null when it can. */
  readonly obstacle?: (site: Site) => string | null;
  /** Throws when the fact does not hold. Returns a remark, such as a count, or null. */
  run(site: Site): Promise<string | null>;
}
