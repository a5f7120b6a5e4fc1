import { findApplicationTroubles } from "./applications/findApplicationTroubles.ts";
import { rankFindings } from "./rankFindings.ts";
import { topPeer } from "./topPeer.ts";
import type { Finder, FinderInput } from "./finder.ts";
import type { Finding } from "./finding.ts";

const finders: readonly Finder[] = [topPeer, findApplicationTroubles];

/** Everything that is wrong, or worth knowing, in a capture. */
export const listFindings = (input: FinderInput): Finding[] =>
  rankFindings(
    finders.flatMap((find) => find(input)),
    input.clock,
  );
