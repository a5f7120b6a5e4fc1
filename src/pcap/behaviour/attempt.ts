import { flowBytes, flowPackets, type Flow } from "../flows/flow.ts";
import { ipProtocol } from "../protocols/ipProtocol.ts";
import { connectionOutcome, outcomeOf } from "../tcp/connectionOutcome.ts";
import { flowState } from "../tcp/flowState.ts";

/** How an attempt to use a service went. */
export const attemptOutcome = { answered: 0, refused: 1, silent: 2, halfOpen: 3 } as const;
type AttemptOutcome = (typeof attemptOutcome)[keyof typeof attemptOutcome];

/** An operating system repeats a SYN without an answer after a second (RFC 6298); floods and scans do not. */
const patientNanoseconds = 5e8;
/** Segments without options or data: scans by FIN, none or all flags send one and get a reset, or nothing. */
const bareSegment = { bytes: 60, packets: 3 };

/** A flow as the attempt of one host to use a service of another. One object reads all flows in turn. */
export class Attempt {
  version = 0;
  protocol = 0;
  initiator = 0;
  /** The initiator's port, which tells apart the connections of one channel. */
  sourcePort = 0;
  target = 0;
  port = 0;
  outcome: AttemptOutcome = attemptOutcome.answered;
  /** Whether a SYN without an answer was repeated as an operating system does. */
  patient = false;
  frame = 0;
  at = 0;
  lastAt = 0;
  bytes = 0;

  /** False for a flow that does not show who began it. */
  read(flow: Flow): boolean {
    if (!flow.ported || flowPackets(flow) === 0) return false;
    const isRead =
      flow.protocol === ipProtocol.tcp
        ? this.#readTcp(flow)
        : flow.protocol === ipProtocol.udp && this.#readUdp(flow);
    if (!isRead) return false;
    this.version = flow.version;
    this.protocol = flow.protocol;
    this.frame = flow.firstFrame;
    this.at = flow.firstAt;
    this.lastAt = flow.lastAt;
    this.bytes = flowBytes(flow);
    return true;
  }

  #readTcp(flow: Flow): boolean {
    const { state } = flow;
    const asked = state & (flowState.syn * 3);
    if (asked === 0) return this.#readBare(flow);
    // Of two sides that ask at once, the lower port is the service's.
    const byA = asked === flowState.syn * 3 ? flow.portB <= flow.portA : asked === flowState.syn;
    this.#point(flow, byA);
    const outcome = outcomeOf(state);
    const asks = byA ? flow.ab : flow.ba;
    if (outcome === connectionOutcome.refused) this.outcome = attemptOutcome.refused;
    else if (outcome === connectionOutcome.unanswered) this.outcome = attemptOutcome.silent;
    else {
      const confirmed = state & (flowState.heard << (byA ? 0 : 1));
      this.outcome = confirmed ? attemptOutcome.answered : attemptOutcome.halfOpen;
    }
    this.patient =
      outcome === connectionOutcome.unanswered &&
      asks.packets > 1 &&
      flow.lastAt - flow.firstAt >= patientNanoseconds;
    return true;
  }

  /** A few bare segments without a SYN, to the lower port. */
  #readBare(flow: Flow): boolean {
    const packets = flowPackets(flow);
    const isBare = packets <= bareSegment.packets && flowBytes(flow) <= packets * bareSegment.bytes;
    if (!isBare || flow.portA === flow.portB || flow.state & (flowState.synAck * 3)) return false;
    const byA = flow.portB < flow.portA;
    const [asks, answers] = byA ? [flow.ab, flow.ba] : [flow.ba, flow.ab];
    const shift = byA ? 1 : 0;
    const isReset = (flow.state & (flowState.reset << (1 - shift))) !== 0;
    const isRefused = (flow.state & (flowState.reset << shift)) !== 0;
    if (asks.packets === 0 || isReset || (answers.packets > 0 && !isRefused)) return false;
    this.#point(flow, byA);
    this.patient = false;
    this.outcome = isRefused ? attemptOutcome.refused : attemptOutcome.silent;
    return true;
  }

  /** The lower port is the service's. */
  #readUdp(flow: Flow): boolean {
    if (flow.portA === flow.portB) return false;
    const byA = flow.portB < flow.portA;
    const [asks, answers] = byA ? [flow.ab, flow.ba] : [flow.ba, flow.ab];
    if (asks.packets === 0) return false;
    this.#point(flow, byA);
    this.patient = false;
    this.outcome = answers.packets === 0 ? attemptOutcome.silent : attemptOutcome.answered;
    return true;
  }

  #point(flow: Flow, byA: boolean): void {
    this.initiator = byA ? flow.addressA : flow.addressB;
    this.sourcePort = byA ? flow.portA : flow.portB;
    this.target = byA ? flow.addressB : flow.addressA;
    this.port = byA ? flow.portB : flow.portA;
  }
}
