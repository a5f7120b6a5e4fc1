import { ipProtocol } from "../protocols/ipProtocol.ts";
import { flowState } from "./flowState.ts";
import type { Flow } from "../flows/flow.ts";

/** A single segment in one direction may be the rest of a connection that ended before the capture. */
const leastSegments = 2;

/**
 * Whether a capture has the packets of one direction only, as behind a filter, on one of two paths, or on a
 * mirrored port. Then nothing tells whether a connection was answered.
 */
export class Sidedness {
  /** TCP flows with packets of one direction that acknowledge what the other sent. */
  oneWay = 0;
  /** TCP flows with packets of both directions. */
  twoWay = 0;
  /** TCP flows with packets of one direction that say nothing of the other, such as a SYN. */
  silent = 0;
  /** Other flows with packets of both directions. */
  otherTwoWay = 0;

  add({ protocol, ported, state, ab, ba }: Flow): void {
    const both = ab.packets > 0 && ba.packets > 0;
    if (protocol !== ipProtocol.tcp || !ported) {
      if (both) this.otherTwoWay += 1;
    } else if (both) this.twoWay += 1;
    else if (state & (flowState.heard * 3) && ab.packets + ba.packets >= leastSegments) this.oneWay += 1;
    else this.silent += 1;
  }

  /** Without a flow that tells, one direction is all that there is when nothing at all came back. */
  get oneSided(): boolean {
    if (this.oneWay > 0) return this.oneWay > this.twoWay;
    return this.silent > 0 && this.twoWay === 0 && this.otherTwoWay === 0;
  }
}
