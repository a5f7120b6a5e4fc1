import { Sightings } from "../applications/sightings.ts";
import { Ranking } from "./ranking.ts";
import type { DnsMessage } from "../protocols/dns.ts";
import type { Packet } from "../protocols/packet.ts";
import type { QuestionKey } from "./openQuestions.ts";

const dnsPort = 53;
const parentsKept = 256;
/** Labels of hosts and of services are shorter; those of tunnels have up to 63 bytes. */
const longLabel = 20;
/** Types whose answers carry much, RFC 1035 and private use: NULL, TXT. */
const bulkTypes: readonly number[] = [10, 16];
const bitmapBytes = 256;

/** Queries for names with long labels below one domain. */
export class ParentDomain extends Sightings {
  /** Of TXT and of NULL. */
  bulk = 0;
  /** Bytes of the longest label of each name, added up. */
  labelBytes = 0;
  /** The DNS server that was asked last. */
  server = { version: 0, address: 0, port: dnsPort };
  readonly #seen = new Uint8Array(bitmapBytes);

  add({ type, longestLabel }: DnsMessage, nameHash: number, packet: Packet, key: QuestionKey): void {
    this.note(packet, key.client, key.clientPort);
    if (this.server.address !== key.server)
      this.server = { version: key.version, address: key.server, port: dnsPort };
    this.labelBytes += longestLabel;
    if (bulkTypes.includes(type)) this.bulk += 1;
    const bit = (nameHash ^ (nameHash >>> 11)) & (bitmapBytes * 8 - 1);
    this.#seen[bit >> 3] = (this.#seen[bit >> 3] ?? 0) | (1 << (bit & 7));
  }

  /** How many different names there were, by linear counting; right within a few percent up to 8,000. */
  get distinct(): number {
    const bits = bitmapBytes * 8;
    let unset = 0;
    for (const byte of this.#seen)
      for (let bit = 0; bit < 8; bit += 1) if ((byte & (1 << bit)) === 0) unset += 1;
    return Math.min(Math.round(bits * Math.log(bits / Math.max(unset, 1))), this.count);
  }
}

/** The domains below which most names with long labels were asked for. */
export class ParentDomains {
  readonly domains = new Ranking<ParentDomain>(parentsKept, () => new ParentDomain());

  take(message: DnsMessage, packet: Packet, key: QuestionKey): void {
    if (message.response || message.longestLabel < longLabel || message.name === null) return;
    const parent = parentOf(message.name);
    if (parent !== null) this.domains.entry(parent).add(message, key.nameHash, packet, key);
  }
}

/** Second labels below a country's that anybody can have a name below, such as "co.uk". */
const shared: readonly string[] = ["ac", "co", "com", "edu", "gov", "net", "org"];

/** "a.b.example.co.uk" → "example.co.uk"; null for a name without labels below, and for reverse lookups. */
function parentOf(name: string): string | null {
  const labels = name.split(".");
  const [second, top = ""] = labels.slice(-2);
  if (top === "arpa") return null;
  const kept = top.length === 2 && second !== undefined && shared.includes(second) ? 3 : 2;
  return labels.length > kept ? labels.slice(-kept).join(".") : null;
}
