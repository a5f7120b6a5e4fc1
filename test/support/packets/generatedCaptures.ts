import {
  pcapFile,
  pcapngFile,
  type FilePacket,
  type PacketBlock,
  type PcapngInterface,
  type PcapngPacket,
} from "./captureFiles.ts";
import { FrameGrammar } from "./frameGrammar.ts";
import { frame, linkNumbers, links, type Link } from "./linkFrames.ts";
import { mixture, randomNumbers, type KnownPacket, type Random } from "./mixture.ts";
import { oddities } from "./oddities.ts";

export interface GeneratedCapture {
  readonly name: string;
  readonly bytes: Buffer;
  /** Empty if only the bytes are known. */
  readonly packets: readonly (KnownPacket & { readonly packet: FilePacket; readonly link: Link })[];
}

const tagged = (link: Link): boolean => link === "ethernet" || link.startsWith("cooked");

function packetsOn(
  link: Link,
  random: Random,
  count: number,
  keep: (length: number) => number,
): GeneratedCapture["packets"] {
  let at = 1_700_000_000_000_000_000n;
  return mixture(random, count)
    .filter(({ protocols }) => tagged(link) || !protocols.includes("arp"))
    .map((known) => {
      // Some steps go back in time, as in captures from several queues.
      at += BigInt(random(3_000_000) - 1_000_000) * 1000n;
      const bytes = frame(link, known.etherType, tagged(link) ? known.tags : [], known.bytes);
      const packet: FilePacket = {
        seconds: Number(at / 1_000_000_000n),
        nanoseconds: Number(at % 1_000_000_000n),
        frame: bytes,
        kept: keep(bytes.length),
      };
      return { ...known, link, packet };
    });
}

/** Two captures on each link, one with randomly cut packets. The pcap formats take turns. */
export function pcapCaptures(seed: number, count: number): GeneratedCapture[] {
  return links.flatMap((link, index) =>
    [false, true].map((cut, variant) => {
      const random = randomNumbers(seed + 2 * index + variant);
      const packets = packetsOn(link, random, count, (length) =>
        cut ? Math.min(length, random(140)) : length,
      );
      const options = {
        link: linkNumbers[link],
        littleEndian: (index + variant) % 2 === 0,
        nanoseconds: index % 3 === 1,
      };
      return {
        name: `pcap, ${link}, ${options.littleEndian ? "little" : "big"} endian, ${options.nanoseconds ? "nano" : "micro"}seconds${cut ? ", cut packets" : ""}`,
        bytes: pcapFile(
          packets.map(({ packet }) => packet),
          options,
        ),
        packets: cut ? [] : packets,
      };
    }),
  );
}

/** @param cut keeps a random part of each packet */
export function grammarCapture(link: Link, seed: number, count: number, cut: boolean): GeneratedCapture {
  const grammar = new FrameGrammar(randomNumbers(seed), cut);
  const packets = Array.from({ length: count }, (_, index) => {
    const bytes = grammar.frame(link);
    const kept = cut ? Math.min(bytes.length, grammar.random(150)) : bytes.length;
    return { seconds: 1_700_000_000 + index, nanoseconds: 0, frame: bytes, kept };
  });
  const options = { link: linkNumbers[link], littleEndian: !cut, nanoseconds: cut };
  return {
    name: `every layer over every other, ${link}${cut ? ", cut packets" : ""}, seed ${seed}`,
    bytes: pcapFile(packets, options),
    packets: [],
  };
}

export function oddCapture(): GeneratedCapture {
  const packets = oddities().map((bytes, index) => {
    return { seconds: 1_700_000_000 + index, nanoseconds: 0, frame: bytes, kept: bytes.length };
  });
  const bytes = pcapFile(packets, { link: linkNumbers.ethernet, littleEndian: true, nanoseconds: false });
  return { name: "what is rare or broken", bytes, packets: [] };
}

const blocks: readonly PacketBlock[] = ["enhanced", "enhanced", "obsolete"];
const resolutions = [null, 9, 3, 0x94] as const;

/**
 * Two sections of opposite byte orders, with an interface for each link, and times in several resolutions.
 */
export function pcapngCapture(seed: number, count: number, simple = true): GeneratedCapture {
  const random = randomNumbers(seed);
  const interfaces: PcapngInterface[] = links.map((link, index) => ({
    link: linkNumbers[link],
    resolution: resolutions[index % resolutions.length] ?? null,
    ...(index === 1 ? { offsetSeconds: 3600 } : {}),
  }));
  const section = (littleEndian: boolean) => {
    const packets = links.flatMap((link) => packetsOn(link, random, count, (length) => length));
    const written = packets.map(({ packet, link }): PcapngPacket => {
      const source = links.indexOf(link);
      const block = simple && source === 0 && random(4) === 0 ? "simple" : (blocks[random(3)] ?? "enhanced");
      return { ...packet, source, block };
    });
    return { packets, section: { littleEndian, interfaces, packets: written } };
  };
  const sections = [section(true), section(false)];
  return {
    name: `pcapng, two sections, every link${simple ? ", simple blocks too" : ""}`,
    bytes: pcapngFile(sections.map((made) => made.section)),
    packets: sections.flatMap((made) => made.packets),
  };
}
