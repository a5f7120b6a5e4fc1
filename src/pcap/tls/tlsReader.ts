import { ServiceTable } from "../applications/serviceTable.ts";
import { Sightings } from "../applications/sightings.ts";
import { isKnownAlert } from "./alertNames.ts";
import { readClientHello } from "./clientHello.ts";
import { Flight, type FlightSink } from "./flight.ts";
import { handshake, tlsVersions } from "./handshake.ts";
import { readLeafCertificate } from "./leafCertificate.ts";
import { readServerHello } from "./serverHello.ts";
import { TlsServer } from "./tlsServer.ts";
import type { NameReader } from "../names/nameReader.ts";
import type { IpHeader } from "../protocols/ip.ts";
import type { Packet } from "../protocols/packet.ts";
import type { NumberHash } from "../tables/keyedHash.ts";

const serversKept = 512;
/** Flights that wait for their next segment; a power of two. */
const flightsKept = 512;
/** Marks pairs of ports with a waiting flight; a power of two. */
const marks = 4096;
const records = { alert: 21, handshake: 22, shortest: 6 } as const;
const fatal = 2;

/** Reads the TLS handshakes that are in clear: server names, versions, certificates, fatal alerts. */
export class TlsReader implements FlightSink {
  readonly servers: ServiceTable<TlsServer>;
  readonly #names: NameReader;
  readonly #hash: NumberHash;
  readonly #flights: (Flight | undefined)[] = [];
  readonly #waiting = new Uint16Array(marks);
  #flight: Flight;
  /** The segment being read. */
  #packet: Packet | null = null;

  constructor(names: NameReader, hash: NumberHash) {
    this.#names = names;
    this.#hash = hash;
    this.#flight = new Flight();
    this.servers = new ServiceTable(serversKept, hash, (version, address, port) => {
      return new TlsServer(version, address, port);
    });
  }

  /** Whether a flight between two ports like these waits for more. */
  mayContinue(sourcePort: number, destinationPort: number): boolean {
    return this.#waiting[markOf(sourcePort, destinationPort)] !== 0;
  }

  /**
   * Takes a segment that continues a flight. @param ports the source's in the upper half
   *
   * @returns false when there is no such flight
   */
  continue(packet: Packet, header: IpHeader, ports: number, sequence: number): boolean {
    const flight = this.#flights[this.#placeOf(header, ports)];
    if (flight?.open !== true || !isOf(flight, header, ports)) return false;
    const ahead = (sequence - flight.next) | 0;
    // A segment that was lost does not come back, and one before is a repetition.
    if (ahead < 0) return true;
    this.#packet = packet;
    this.#flight = flight;
    if (ahead > 0) flight.close(this);
    else this.#read(packet, sequence);
    if (flight.closed) this.#unmark(ports);
    return ahead === 0;
  }

  /** Takes a segment that begins with the type of a handshake or of an alert. */
  begin(packet: Packet, header: IpHeader, ports: number, sequence: number): void {
    const { view, offset, capturedEnd } = packet;
    if (offset + records.shortest > capturedEnd || !isBeginning(view, offset)) return;
    const place = this.#placeOf(header, ports);
    const flight = (this.#flights[place] ??= new Flight());
    this.#packet = packet;
    this.#flight = flight;
    if (flight.open) {
      // The one before makes room: another connection's, or the same one's after a gap.
      const { ports: before } = flight;
      flight.close({ message: () => false, alert: () => undefined });
      this.#unmark(before);
    }
    flight.begin();
    flight.source = header.source;
    flight.destination = header.destination;
    flight.version = header.version;
    flight.ports = ports;
    this.#read(packet, sequence);
    // The name may come before what is missing.
    if (flight.open && hasName(flight)) flight.close(this);
    if (flight.open) this.#mark(ports);
  }

  message(view: DataView, end: number, whole: boolean): boolean {
    switch (view.getUint8(0)) {
      case handshake.clientHello:
        this.#takeClientHello(view, end);
        return false;
      case handshake.serverHello:
        return this.#takeServerHello(readServerHello(view, 0, end));
      case handshake.certificate:
        this.#takeCertificate(view, end);
        return false;
      case handshake.serverHelloDone:
        return false;
      default:
        return whole;
    }
  }

  alert(level: number, description: number): void {
    const { version, source, destination, ports } = this.#flight;
    if (this.#packet === null || level !== fatal || !isKnownAlert(description)) return;
    const [sourcePort, destinationPort] = [ports >>> 16, ports & 0xffff];
    const fromServer =
      this.servers.find(version, source, sourcePort) !== undefined ||
      (this.servers.find(version, destination, destinationPort) === undefined &&
        sourcePort < destinationPort);
    const server = this.#server(fromServer);
    const sightings = server?.alert(description, fromServer) ?? null;
    sightings?.note(this.#packet, ...this.#client(fromServer));
  }

  #read(packet: Packet, sequence: number): void {
    const { view, offset, capturedEnd, wireEnd } = packet;
    const flight = this.#flight;
    flight.next = (sequence + wireEnd - offset) >>> 0;
    flight.take(view, offset, capturedEnd, this);
    // Nothing can follow a segment that is cut.
    if (capturedEnd < wireEnd) flight.close(this);
  }

  #takeClientHello(view: DataView, end: number): void {
    const server = this.#server(false);
    if (server === null) return;
    server.clientHellos += 1;
    const name = readClientHello(view, 0, end);
    if (name === null) return;
    server.name = name;
    this.#names.takeTlsName(this.#flight.version, this.#flight.destination, name);
  }

  /** Returns whether a certificate in clear may follow. */
  #takeServerHello(version: number | null): boolean {
    const server = this.#server(true);
    if (server === null || this.#packet === null || version === null) return false;
    server.serverHellos += 1;
    if (version < tlsVersions.tls12 && version >= tlsVersions.ssl30) {
      server.old.note(this.#packet, ...this.#client(true));
      server.oldestVersion = Math.min(server.oldestVersion, version);
    }
    return version <= tlsVersions.tls12;
  }

  #takeCertificate(view: DataView, end: number): void {
    const leaf = readLeafCertificate(view, 0, end);
    const server = leaf === null ? null : this.#server(true);
    if (leaf === null || server === null || this.#packet === null) return;
    const known = server.certificate;
    const isSame = known?.leaf.notAfter === leaf.notAfter && known.leaf.notBefore === leaf.notBefore;
    const served = isSame ? known : { leaf, seenAt: 0, sightings: new Sightings() };
    server.certificate = served;
    served.seenAt = this.#packet.seconds;
    served.sightings.note(this.#packet, ...this.#client(true));
  }

  /** The server of the flight; null for an address that stands for many. */
  #server(isSource: boolean): TlsServer | null {
    const { version, source, destination, ports } = this.#flight;
    const address = isSource ? source : destination;
    if (version === 1 && address === 0) return null;
    const server = this.servers.entry(version, address, isSource ? ports >>> 16 : ports & 0xffff);
    server.count += 1;
    return server;
  }

  #client(isDestination: boolean): [address: number, port: number] {
    const { source, destination, ports } = this.#flight;
    return isDestination ? [destination, ports & 0xffff] : [source, ports >>> 16];
  }

  #placeOf({ source, destination, version }: IpHeader, ports: number): number {
    return this.#hash.of(source, destination, ports, version) & (flightsKept - 1);
  }

  #mark(ports: number): void {
    const mark = markOf(ports >>> 16, ports & 0xffff);
    this.#waiting[mark] = (this.#waiting[mark] ?? 0) + 1;
  }

  #unmark(ports: number): void {
    const mark = markOf(ports >>> 16, ports & 0xffff);
    this.#waiting[mark] = (this.#waiting[mark] ?? 0) - 1;
  }
}

const markOf = (sourcePort: number, destinationPort: number): number =>
  (sourcePort ^ (destinationPort << 4)) & (marks - 1);

const isOf = (flight: Flight, { source, destination, version }: IpHeader, ports: number): boolean =>
  flight.source === source &&
  flight.destination === destination &&
  flight.ports === ports &&
  flight.version === version;

const hasName = ({ message, filled }: Flight): boolean =>
  filled > handshake.headerBytes &&
  message.getUint8(0) === handshake.clientHello &&
  readClientHello(message, 0, filled) !== null;

/** Whether these bytes begin a record with a hello, or with an alert that is not encrypted. */
function isBeginning(view: DataView, at: number): boolean {
  if (view.getUint8(at + 1) !== 3 || view.getUint8(at + 2) > 4) return false;
  const type = view.getUint8(at + 5);
  if (view.getUint8(at) === records.alert) return view.getUint16(at + 3) === 2;
  return type === handshake.clientHello || type === handshake.serverHello;
}
