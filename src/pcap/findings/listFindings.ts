import { pathMtu } from "./icmp/pathMtu.ts";
import { refusedByVm } from "./icmp/refusedByVm.ts";
import { ttlExceeded } from "./icmp/ttlExceeded.ts";
import { unreachable } from "./icmp/unreachable.ts";
import { rankFindings } from "./rankFindings.ts";
import { topPeer } from "./topPeer.ts";
import type { Finder, FinderInput } from "./finder.ts";
import type { Finding } from "./finding.ts";

const finders: readonly Finder[] = [unreachable, refusedByVm, ttlExceeded, pathMtu, topPeer];

/** Everything that is wrong, or worth knowing, in a capture. */
export const listFindings = (input: FinderInput): Finding[] =>
  rankFindings(
    finders.flatMap((find) => find(input)),
    input.clock,
  );
