import { findApplicationTroubles } from "./applications/findApplicationTroubles.ts";
import { beacon } from "./behaviour/beacon.ts";
import { broadcastFlood } from "./behaviour/broadcastFlood.ts";
import { bruteForce } from "./behaviour/bruteForce.ts";
import { hostSweep } from "./behaviour/hostSweep.ts";
import { oneHost } from "./behaviour/oneHost.ts";
import { portScan } from "./behaviour/portScan.ts";
import { synFlood } from "./behaviour/synFlood.ts";
import { pathMtu } from "./icmp/pathMtu.ts";
import { refusedByVm } from "./icmp/refusedByVm.ts";
import { ttlExceeded } from "./icmp/ttlExceeded.ts";
import { unreachable } from "./icmp/unreachable.ts";
import { capturedTwice } from "./quality/capturedTwice.ts";
import { captureGaps } from "./quality/captureGaps.ts";
import { cutPackets } from "./quality/cutPackets.ts";
import { damagedFile } from "./quality/damagedFile.ts";
import { incomplete } from "./quality/incomplete.ts";
import { largeFrames } from "./quality/largeFrames.ts";
import { oneSided } from "./quality/oneSided.ts";
import { deadPeer } from "./tcp/deadPeer.ts";
import { halfOpen } from "./tcp/halfOpen.ts";
import { idleReset } from "./tcp/idleReset.ts";
import { packetLoss } from "./tcp/packetLoss.ts";
import { refused } from "./tcp/refused.ts";
import { resets } from "./tcp/resets.ts";
import { silentPathMtu } from "./tcp/silentPathMtu.ts";
import { slowHandshake } from "./tcp/slowHandshake.ts";
import { slowServer } from "./tcp/slowServer.ts";
import { unanswered } from "./tcp/unanswered.ts";
import { zeroWindow } from "./tcp/zeroWindow.ts";
import { topPeer } from "./topPeer.ts";
import type { Finder, FinderInput } from "./finder.ts";
import type { FindingDraft } from "./finding.ts";

const finders: readonly Finder[] = [
  ...[unreachable, refusedByVm, ttlExceeded, pathMtu],
  topPeer,
  findApplicationTroubles,
  ...[synFlood, portScan, hostSweep, bruteForce, broadcastFlood, beacon, oneHost],
  captureGaps,
  capturedTwice,
  cutPackets,
  damagedFile,
  incomplete,
  largeFrames,
  oneSided,
  deadPeer,
  halfOpen,
  idleReset,
  packetLoss,
  refused,
  resets,
  silentPathMtu,
  slowHandshake,
  slowServer,
  unanswered,
  zeroWindow,
];

/** Everything that is wrong, or worth knowing, in a capture. */
export const listFindings = (input: FinderInput): FindingDraft[] => finders.flatMap((find) => find(input));
