import { ServiceTable, type Service } from "./serviceTable.ts";
import { Sightings } from "./sightings.ts";
import type { IpHeader } from "../protocols/ip.ts";
import type { Packet } from "../protocols/packet.ts";
import type { NumberHash } from "../tables/keyedHash.ts";

const serversKept = 512;
const codesKept = 16;
/** "HTTP/1.1 503" */
const statusLine = { slash: 4, minor: 7, space: 8, code: 9, bytes: 12 } as const;

/** Responses with one status code. */
export class StatusSightings extends Sightings {
  readonly code: number;

  constructor(code: number) {
    super();
    this.code = code;
  }
}

/** How a server answers HTTP requests that are in clear. */
export class HttpServer implements Service {
  /** Final responses. */
  count = 0;
  /** By status code from 400 on; codes beyond the first few only count as responses. */
  readonly errors: StatusSightings[] = [];
  readonly version: number;
  readonly address: number;
  readonly port: number;

  constructor(version: number, address: number, port: number) {
    this.version = version;
    this.address = address;
    this.port = port;
  }

  respond(code: number, packet: Packet, client: number, clientPort: number): void {
    if (code < 200) return;
    this.count += 1;
    if (code < 400) return;
    let error = this.errors.find((one) => one.code === code);
    if (error === undefined) {
      if (this.errors.length === codesKept) return;
      error = new StatusSightings(code);
      this.errors.push(error);
    }
    error.note(packet, client, clientPort);
  }
}

/** HTTP/1 servers by the status of their responses. */
export class HttpServers {
  readonly servers: ServiceTable<HttpServer>;

  constructor(hash: NumberHash) {
    this.servers = new ServiceTable(serversKept, hash, (version, address, port) => {
      return new HttpServer(version, address, port);
    });
  }

  /** Takes a response with this status. */
  take(code: number, packet: Packet, header: IpHeader, sourcePort: number, destinationPort: number): void {
    this.servers
      .entry(header.version, header.source, sourcePort)
      .respond(code, packet, header.destination, destinationPort);
  }
}

/** The status code of a response that begins at the packet's offset; 0 for anything else. */
export function httpStatus({ view, offset, capturedEnd }: Packet): number {
  if (offset + statusLine.bytes > capturedEnd) return 0;
  // "HTTP", "/1.", a digit, " ".
  if (view.getUint32(offset) !== 0x48545450) return 0;
  if (view.getUint32(offset + statusLine.slash) >>> 8 !== 0x2f312e) return 0;
  if (view.getUint8(offset + statusLine.space) !== 0x20) return 0;
  let code = 0;
  for (let at = offset + statusLine.code; at < offset + statusLine.bytes; at += 1) {
    const digit = view.getUint8(at) - 0x30;
    if (digit < 0 || digit > 9) return 0;
    code = code * 10 + digit;
  }
  return code >= 100 && code < 600 ? code : 0;
}
