import { topPeer } from "./topPeer.ts";
import type { Finder, FinderInput } from "./finder.ts";
import type { FindingDraft } from "./finding.ts";

const finders: readonly Finder[] = [topPeer];

/** Everything that is wrong, or worth knowing, in a capture. */
export const listFindings = (input: FinderInput): FindingDraft[] => finders.flatMap((find) => find(input));
