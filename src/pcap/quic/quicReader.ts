import { readClientHello } from "../tls/readClientHello.ts";
import { CryptoStream } from "./cryptoStream.ts";
import { mayBeInitial, openInitial } from "./openInitial.ts";
import type { NameReader } from "../names/nameReader.ts";
import type { IpHeader } from "../protocols/ip.ts";
import type { Packet } from "../protocols/packet.ts";
import type { NumberHash } from "../tables/keyedHash.ts";

/** Packets that are opened; each costs some 100 µs, and whoever sends packets could send nothing else. */
const mostOpened = 4096;
/** Connections whose hello may still be incomplete; a power of two. */
const waiting = 64;
const clientHello = 1;

/** A client's hello on its way. */
class Hello {
  readonly stream = new CryptoStream();
  source = 0;
  destination = 0;
  version = 0;
  ports = -1;
  named = false;
}

/** Reads the server names of QUIC: its first packets are protected with keys that they carry themselves. */
export class QuicReader {
  readonly #names: NameReader;
  readonly #hash: NumberHash;
  readonly #hellos: (Hello | undefined)[] = [];
  #opened = 0;

  constructor(names: NameReader, hash: NumberHash) {
    this.#names = names;
    this.#hash = hash;
  }

  /**
   * Takes a datagram. @param packet stands at the payload
   *
   * @param ports the source's in the upper half
   */
  take(packet: Packet, header: IpHeader, ports: number): void {
    const { view, offset, capturedEnd } = packet;
    if (!mayBeInitial(view, offset, capturedEnd) || this.#opened === mostOpened) return;
    const hello = this.#helloOf(header, ports);
    if (hello.named) return;
    this.#opened += 1;
    const frames = openInitial(new Uint8Array(view.buffer, view.byteOffset + offset, capturedEnd - offset));
    if (frames === null) return;
    hello.stream.take(frames);
    const { view: bytes, contiguous } = hello.stream;
    if (contiguous === 0 || bytes.getUint8(0) !== clientHello) return;
    const name = readClientHello(bytes, 0, contiguous);
    if (name === null) return;
    hello.named = true;
    this.#names.takeTlsName(header.version, header.destination, name);
  }

  /** The connection's own, or else one that makes room. */
  #helloOf({ source, destination, version }: IpHeader, ports: number): Hello {
    const place = this.#hash.of(source, destination, ports, version) & (waiting - 1);
    const hello = (this.#hellos[place] ??= new Hello());
    const isOwn =
      hello.source === source &&
      hello.destination === destination &&
      hello.version === version &&
      hello.ports === ports;
    if (isOwn) return hello;
    Object.assign(hello, { source, destination, version, ports, named: false });
    hello.stream.clear();
    return hello;
  }
}
