import { Flow } from "../../flows/flow.ts";
import { KeyIndex } from "../../tables/keyIndex.ts";
import type { ErrorMessage } from "../../messages/errorMessage.ts";
import type { FinderInput } from "../finder.ts";

/** Services that are looked up at once; more of them are unreachable together, and told together. */
const mostServices = 256;
const ported = 0x400;

/** Tells whether services that are said to be unreachable sent anything at all. */
export class AnsweredServices {
  readonly #services: KeyIndex;
  readonly #answered = new Uint8Array(mostServices);
  readonly #input: FinderInput;

  constructor(input: FinderInput, messages: readonly ErrorMessage[]) {
    this.#input = input;
    this.#services = new KeyIndex(mostServices, input.hash);
    for (const message of messages) this.#services.place(...keyOf(message));
    if (messages.length > 0) this.#visitFlows();
  }

  has(message: ErrorMessage): boolean {
    const place = this.#services.find(...keyOf(message));
    if (place < 0 || this.#answered[place] === 1) return true;
    // Some of its flows may have been dropped.
    const line = this.#input.ledger.endpoints.line(...keyOf(message));
    return line !== null && line.packetsIn > 0;
  }

  #visitFlows(): void {
    const { flows } = this.#input;
    const flow = new Flow();
    flows.forEach((at) => {
      flow.read(flows.records, at);
      const packed = packedKind(flow.version, flow.protocol, flow.ported);
      if (flow.ab.packets > 0) this.#note(flow.addressA, packed, flow.portA);
      if (flow.ba.packets > 0) this.#note(flow.addressB, packed, flow.portB);
    });
  }

  #note(address: number, packed: number, port: number): void {
    const place = this.#services.find(address, packed, port);
    if (place >= 0) this.#answered[place] = 1;
  }
}

/** As in the keys of `Ledger.endpoints`, for a service of another host than the VM. */
const packedKind = (version: number, protocol: number, hasPorts: boolean): number =>
  version | (protocol << 1) | (hasPorts ? ported : 0);

const keyOf = ({
  version,
  protocol,
  destination,
  ports,
}: ErrorMessage): [address: number, packed: number, port: number] => [
  destination,
  packedKind(version, protocol, ports !== null),
  ports?.destination ?? 0,
];
