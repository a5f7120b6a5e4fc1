import { flowState } from "./flowState.ts";

/**
 * How a TCP connection whose beginning was seen went on. Bits, so that one number can hold those of several.
 */
export const connectionOutcome = { none: 0, established: 1, refused: 2, unanswered: 4 } as const;
export type ConnectionOutcome = (typeof connectionOutcome)[keyof typeof connectionOutcome];

/** The outcome that a flow's state shows. @param state bits of `flowState` */
export function outcomeOf(state: number): ConnectionOutcome {
  const asked = state & (flowState.syn * 3);
  if (asked === 0) return connectionOutcome.none;
  if (state & ((flowState.synAck | flowState.heard) * 3)) return connectionOutcome.established;
  const refusal = asked === flowState.syn ? flowState.reset << 1 : flowState.reset;
  return state & refusal ? connectionOutcome.refused : connectionOutcome.unanswered;
}
