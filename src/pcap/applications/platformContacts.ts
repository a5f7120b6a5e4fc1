import { platformAddresses } from "../names/platformAddresses.ts";
import { ipVersion, type IpHeader } from "../protocols/ip.ts";
import { ipProtocol } from "../protocols/ipProtocol.ts";
import { connectionOutcome, outcomeOf } from "../tcp/connectionOutcome.ts";
import { flowState } from "../tcp/flowState.ts";
import { ServiceTable, type Service } from "./serviceTable.ts";
import { Sightings } from "./sightings.ts";
import type { Flow } from "../flows/flow.ts";
import type { Packet } from "../protocols/packet.ts";
import type { NumberHash } from "../tables/keyedHash.ts";

const servicesKept = 256;
const framesKept = 3;
/** A request to open that came less than this before the capture's end may yet be answered. */
const graceNanoseconds = 2e9;
/** A load balancer's HTTP probe takes 200 for healthy, and nothing else. */
const healthy = 200;

/** What was seen how often, when, and where first. */
export type Outcome = Pick<Sightings, "count" | "firstAt" | "lastAt" | "frames">;

const noOutcome = (): Outcome => ({ count: 0, firstAt: 0, lastAt: 0, frames: [] });

/** TCP connections between the platform and one service: a port of its own, or of the VM that it probes. */
export class PlatformContact implements Service {
  count = 0;
  established = 0;
  readonly refused = noOutcome();
  readonly unanswered = noOutcome();
  /** Answers to HTTP probes, and those other than 200. */
  responses = 0;
  readonly unhealthy = new Sightings();
  /** Status of the latest of these. */
  unhealthyCode = 0;
  readonly version: number;
  readonly address: number;
  readonly port: number;

  constructor(version: number, address: number, port: number) {
    this.version = version;
    this.address = address;
    this.port = port;
  }
}

/** What goes on between the VM and Azure's own addresses. */
export class PlatformContacts {
  /** Services of hosts that the platform probes. */
  readonly probed: ServiceTable<PlatformContact>;
  /** The platform's own services. */
  readonly used: ServiceTable<PlatformContact>;

  constructor(hash: NumberHash) {
    const create = (version: number, address: number, port: number) =>
      new PlatformContact(version, address, port);
    this.probed = new ServiceTable(servicesKept, hash, create);
    this.used = new ServiceTable(servicesKept, hash, create);
  }

  /** Takes an HTTP response to the platform. */
  takeResponse(
    code: number,
    packet: Packet,
    header: IpHeader,
    ports: { source: number; destination: number },
  ): void {
    if (code < healthy || header.version !== ipVersion.ipv4) return;
    const contact = this.probed.entry(header.version, header.source, ports.source);
    contact.responses += 1;
    if (code === healthy) return;
    contact.unhealthyCode = code;
    contact.unhealthy.note(packet, header.destination, ports.destination);
  }

  /**
   * Takes a flow once it is over.
   *
   * @param endAt `Packet.at` of the latest packet
   */
  takeFlow(flow: Flow, endAt: number): void {
    if (flow.version !== ipVersion.ipv4 || flow.protocol !== ipProtocol.tcp || !flow.ported) return;
    const platformIsA = isPlatform(flow.addressA);
    if (!platformIsA && !isPlatform(flow.addressB)) return;
    const outcome = outcomeOf(flow.state);
    const openedByA = isOpenedByA(flow.state);
    if (outcome === connectionOutcome.none || openedByA === null) return;
    const [address, port] = openedByA ? [flow.addressB, flow.portB] : [flow.addressA, flow.portA];
    const isProbe = openedByA === platformIsA;
    // It may yet be answered.
    if (outcome === connectionOutcome.unanswered && flow.firstAt > endAt - graceNanoseconds) return;
    const contact = (isProbe ? this.probed : this.used).entry(flow.version, address, port);
    contact.count += 1;
    if (outcome === connectionOutcome.established) contact.established += 1;
    else add(outcome === connectionOutcome.refused ? contact.refused : contact.unanswered, flow);
  }
}

function add(outcome: Outcome, { firstAt, lastAt, firstFrame }: Flow): void {
  outcome.firstAt = outcome.count === 0 ? firstAt : Math.min(outcome.firstAt, firstAt);
  outcome.lastAt = Math.max(outcome.lastAt, lastAt);
  outcome.count += 1;
  if (outcome.frames.length < framesKept && !outcome.frames.includes(firstFrame))
    outcome.frames.push(firstFrame);
}

/** Null when both sides sent a request to open. */
function isOpenedByA(state: number): boolean | null {
  const byA = (state & (flowState.syn | (flowState.synAck << 1))) !== 0;
  const byB = (state & ((flowState.syn << 1) | flowState.synAck)) !== 0;
  return byA === byB ? null : byA;
}

const isPlatform = (address: number): boolean =>
  address === platformAddresses.host || address === platformAddresses.metadata;
