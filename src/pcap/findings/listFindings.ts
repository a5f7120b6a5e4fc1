import { beacon } from "./behaviour/beacon.ts";
import { broadcastFlood } from "./behaviour/broadcastFlood.ts";
import { bruteForce } from "./behaviour/bruteForce.ts";
import { hostSweep } from "./behaviour/hostSweep.ts";
import { oneHost } from "./behaviour/oneHost.ts";
import { portScan } from "./behaviour/portScan.ts";
import { synFlood } from "./behaviour/synFlood.ts";
import { rankFindings } from "./rankFindings.ts";
import { topPeer } from "./topPeer.ts";
import type { Finder, FinderInput } from "./finder.ts";
import type { Finding } from "./finding.ts";

const finders: readonly Finder[] = [
  topPeer,
  ...[synFlood, portScan, hostSweep, bruteForce, broadcastFlood, beacon, oneHost],
];

/** Everything that is wrong, or worth knowing, in a capture. */
export const listFindings = (input: FinderInput): Finding[] =>
  rankFindings(
    finders.flatMap((find) => find(input)),
    input.clock,
  );
