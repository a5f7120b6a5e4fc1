import { flowState } from "./flowState.ts";

/**
 * How a TCP connection whose beginning was seen went on. Bits, so that one number can hold those of several.
 */
export const connectionOutcome = { none: 0, established: 1, refused: 2, unanswered: 4 } as const;
export type ConnectionOutcome = (typeof connectionOutcome)[keyof typeof connectionOutcome];

/** The outcome that a flow's state shows. @param state bits of `flowState` */
export function outcomeOf(state: number): ConnectionOutcome {
  const asked = state & (flowState.syn * 3);
  const heard = state & (flowState.heard * 3);
  if (asked === 0) {
    // A SYN-ACK alone may answer a SYN that somebody forged; who sent it goes on only with a peer.
    const begun = heard !== 0 && (state & (flowState.synAck * 3)) !== 0;
    return begun ? connectionOutcome.established : connectionOutcome.none;
  }
  // An acknowledgment proves an answer that the capture lacks.
  if (heard !== 0 || state & (flowState.synAck * 3)) return connectionOutcome.established;
  const refusal = asked === flowState.syn ? flowState.reset << 1 : flowState.reset;
  return state & refusal ? connectionOutcome.refused : connectionOutcome.unanswered;
}

/** Whether a SYN was answered, but whoever sent it neither acknowledged the answer nor reset it. */
export function isHalfOpen(state: number): boolean {
  const asked = state & (flowState.syn * 3);
  if (asked !== flowState.syn && asked !== flowState.syn << 1) return false;
  const [own, other] = asked === flowState.syn ? [0, 1] : [1, 0];
  if ((state & (flowState.synAck << other)) === 0) return false;
  return (state & ((flowState.heard | flowState.reset) << own)) === 0;
}
