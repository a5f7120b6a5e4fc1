import { shareText } from "../../wording/shareText.ts";
import { bytesText } from "./bytesText.ts";
import { hostFilter } from "./filter.ts";
import { fitText } from "./fitText.ts";
import { peerWording } from "./peerWording.ts";
import { timesOf, windowText } from "./windowText.ts";
import type { Finder } from "./finder.ts";

/** The answer to the alert's question, when one peer is the answer. */
export const topPeer: Finder = ({ answer, clock, messages, traffic, timeline }) => {
  if (answer?.telling !== true) return [];
  const { asked, share, missing, peer } = answer;
  // Error messages have findings of their own, which say more than who sent them.
  if (peer.protocol.startsWith("ICMP") && peer[asked].packets <= messages.total) return [];
  const window = windowText(answer);
  const least = `${window}${missing > 0 ? "at least " : ""}${shareText(share)}`;
  const textOf = (bytes: string) =>
    fitText(
      `${least} of ${bytes} ${peerWording(peer, asked)}`,
      `${least} of ${bytes} ${peerWording({ ...peer, name: null }, asked)}`,
    );
  return [
    {
      kind: "top-peer",
      severity: "note",
      text: textOf(bytesText(asked, traffic)),
      claim: textOf(bytesText(asked, null)),
      filter: hostFilter(peer),
      evidence: {
        counts: { packets: peer[asked].packets, bytes: peer[asked].bytes },
        flows: [],
        frames: [],
      },
      nextStep: "Ask whoever owns the VM whether this transfer is expected.",
      ...timesOf(answer, clock, timeline),
      weight: share,
    },
  ];
};
