import { DnsServers } from "../names/dnsServers.ts";
import { ParentDomains } from "../names/parentDomains.ts";
import { platformAddresses } from "../names/platformAddresses.ts";
import { readDns, type DnsMessage } from "../protocols/dns.ts";
import { QuicReader } from "../quic/quicReader.ts";
import { TlsReader } from "../tls/tlsReader.ts";
import { HttpServers, httpStatus } from "./httpServers.ts";
import { PlatformContacts } from "./platformContacts.ts";
import type { Flow } from "../flows/flow.ts";
import type { DnsSink } from "../names/dnsStreams.ts";
import type { NameReader } from "../names/nameReader.ts";
import type { QuestionKey } from "../names/openQuestions.ts";
import type { IpHeader } from "../protocols/ip.ts";
import type { Packet } from "../protocols/packet.ts";
import type { NumberHash } from "../tables/keyedHash.ts";

const dnsPort = 53;
/** First bytes of a payload that is read. */
const beginnings = { tlsAlert: 21, tlsHandshake: 22, http: 0x48 } as const;

/** Reads what application protocols say in clear: DNS, TLS handshakes, QUIC, HTTP, Azure's own services. */
export class Applications implements DnsSink {
  readonly dns: DnsServers;
  readonly parents = new ParentDomains();
  readonly tls: TlsReader;
  readonly http: HttpServers;
  readonly platform: PlatformContacts;
  readonly #quic: QuicReader;
  readonly #names: NameReader;
  readonly #header: IpHeader;
  readonly #key: QuestionKey = { version: 0, client: 0, clientPort: 0, server: 0, id: 0, nameHash: 0 };

  /** @param header of the packet being read */
  constructor(names: NameReader, header: IpHeader, hash: NumberHash) {
    this.#names = names;
    this.#header = header;
    this.dns = new DnsServers(hash);
    this.tls = new TlsReader(names, hash);
    this.#quic = new QuicReader(names, hash);
    this.http = new HttpServers(hash);
    this.platform = new PlatformContacts(hash);
  }

  /** Takes a DNS message, which may be cut. */
  takeDns(packet: Packet, start: number, end: number, sourcePort: number, destinationPort: number): void {
    const message = readDns(packet.view, start, end);
    if (message === null) return;
    this.#names.takeDns(message, packet.view);
    const serverPort = message.response ? sourcePort : destinationPort;
    if (serverPort !== dnsPort || !message.standard) return;
    const key = this.#questionOf(message, message.response ? destinationPort : sourcePort);
    if (key.version === 1 && key.server === 0) return;
    this.dns.take(message, key, serverPort, packet);
    this.parents.take(message, packet, key);
  }

  /**
   * Takes a TCP segment with new data.
   *
   * @param packet stands at the payload
   */
  takeSegment(packet: Packet, sourcePort: number, destinationPort: number, sequence: number): void {
    const { offset } = packet;
    if (offset >= packet.capturedEnd) return;
    const first = packet.view.getUint8(offset);
    const { tls } = this;
    if (tls.mayContinue(sourcePort, destinationPort)) {
      const ports = ((sourcePort << 16) | destinationPort) >>> 0;
      if (tls.continue(packet, this.#header, ports, sequence)) return;
    }
    if (first === beginnings.tlsHandshake || first === beginnings.tlsAlert)
      tls.begin(packet, this.#header, ((sourcePort << 16) | destinationPort) >>> 0, sequence);
    else if (first === beginnings.http) this.#takeHttp(packet, sourcePort, destinationPort);
  }

  /**
   * Takes a datagram of no protocol with a port of its own.
   *
   * @param packet stands at the payload
   */
  takeDatagram(packet: Packet, sourcePort: number, destinationPort: number): void {
    this.#quic.take(packet, this.#header, ((sourcePort << 16) | destinationPort) >>> 0);
  }

  /** Takes a flow once it is over. */
  takeFlow(flow: Flow, endAt: number): void {
    this.platform.takeFlow(flow, endAt);
  }

  #takeHttp(packet: Packet, source: number, destination: number): void {
    const code = httpStatus(packet);
    const header = this.#header;
    if (code === 0 || (header.version === 1 && header.source === 0)) return;
    if (header.version === 0 && header.destination === platformAddresses.host)
      this.platform.takeResponse(code, packet, header, { source, destination });
    else this.http.take(code, packet, header, source, destination);
  }

  #questionOf({ response, id, name, type }: DnsMessage, clientPort: number): QuestionKey {
    const { version, source, destination } = this.#header;
    const key = this.#key;
    key.version = version;
    key.client = response ? destination : source;
    key.server = response ? source : destination;
    key.clientPort = clientPort;
    key.id = id;
    key.nameHash = name === null ? 0 : hashOf(name, type);
    return key;
  }
}

/** FNV-1a of 32 bits, and the question's type; never 0. */
function hashOf(name: string, type: number): number {
  let hash = 0x811c9dc5 ^ type;
  for (let at = 0; at < name.length; at += 1) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  return hash >>> 0 || 1;
}
