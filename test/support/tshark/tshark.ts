import { execFileSync, spawnSync } from "node:child_process";
import type { ConversationKind } from "../../../src/pcap/flows/listConversations.ts";

/** Why the comparisons are skipped. False if Wireshark's tools are installed. */
export const withoutTshark: string | false = ["tshark", "capinfos"].every(
  (tool) => spawnSync(tool, ["--version"], { stdio: "ignore" }).status === 0,
)
  ? false
  : "tshark and capinfos are not on PATH: nothing to compare with";

export const kinds: readonly ConversationKind[] = ["ip", "ipv6", "tcp", "udp"];
export const countedProtocols = [
  "eth",
  "vlan",
  "arp",
  "ip",
  "ipv6",
  "tcp",
  "udp",
  "icmp",
  "icmpv6",
  "dns",
] as const;

interface TsharkView {
  /** Sorted lines such as "a <-> b 3 1936 bytes 2 30 kB", with the ends in text order. */
  readonly conversations: Readonly<Record<ConversationKind, string[]>>;
  readonly protocols: Readonly<Record<string, number>>;
}

const titles: Readonly<Record<string, ConversationKind>> = {
  "IPv4 Conversations": "ip",
  "IPv6 Conversations": "ipv6",
  "TCP Conversations": "tcp",
  "UDP Conversations": "udp",
};

/** Counts with tshark, without reassembly. */
export function askTshark(file: string): TsharkView {
  const taps = ["io,phs", ...kinds.map((kind) => `conv,${kind}`)].flatMap((tap) => ["-z", tap]);
  const settings = ["ip.defragment:FALSE", "ipv6.defragment:FALSE", "tcp.desegment_tcp_streams:FALSE"];
  const output = execFileSync(
    "tshark",
    ["-n", "-q", "-r", file, ...settings.flatMap((name) => ["-o", name]), ...taps],
    {
      stdio: ["ignore", "pipe", "ignore"],
      encoding: "utf8",
      maxBuffer: 2 ** 28,
    },
  );
  return readOutput(output);
}

function readOutput(output: string): TsharkView {
  const conversations: Record<ConversationKind, string[]> = { ip: [], ipv6: [], tcp: [], udp: [] };
  const protocols: Record<string, number> = Object.fromEntries(countedProtocols.map((name) => [name, 0]));
  let kind: ConversationKind | undefined;
  for (const line of output.split("\n")) {
    kind = titles[line.trim()] ?? kind;
    const count = /^\s*(\S+)\s+frames:(\d+) bytes:/.exec(line);
    const [, name = "", frames = ""] = count ?? [];
    if (name in protocols) protocols[name] = (protocols[name] ?? 0) + Number(frames);
    const amount = String.raw`\s+(\d+) (\d+ \w+)`;
    const pair = new RegExp(String.raw`^(\S+)\s+<-> (\S+)${amount}${amount}`).exec(line);
    if (pair === null || kind === undefined) continue;
    const [, a = "", b = "", framesBA = "", bytesBA = "", framesAB = "", bytesAB = ""] = pair;
    conversations[kind].push(conversationLine(a, b, [framesAB, bytesAB], [framesBA, bytesBA]));
  }
  for (const lines of Object.values(conversations)) lines.sort();
  return { conversations, protocols };
}

/** One line, which is the same whichever end comes first. */
export function conversationLine(
  a: string,
  b: string,
  ab: readonly [packets: number | string, bytes: string],
  ba: readonly [packets: number | string, bytes: string],
): string {
  return a < b ? [a, "<->", b, ...ab, ...ba].join(" ") : [b, "<->", a, ...ba, ...ab].join(" ");
}

/** Bytes in the format of tshark: from five digits on in thousands, rounded down. */
export function sizeText(bytes: number): string {
  const units = ["bytes", "kB", "MB", "GB"];
  let power = 0;
  let size = bytes;
  while (size >= 10_000 && power < 3) {
    size = Math.floor(size / 1000);
    power += 1;
  }
  return `${size} ${units[power] ?? ""}`;
}

interface CapinfosView {
  readonly packets: number;
  /** On the wire. */
  readonly bytes: number;
  readonly seconds: number | null;
  /** Seconds since the epoch, in the format of capinfos. */
  readonly first: string | null;
  readonly last: string | null;
}

export function askCapinfos(file: string): CapinfosView {
  const { stdout } = spawnSync(
    "capinfos",
    ["-T", "-M", "-r", "-m", "-c", "-d", "-u", "-a", "-e", "-S", file],
    {
      encoding: "utf8",
    },
  );
  const fields = stdout.trim().split(",");
  const [, packets = "", bytes = "", seconds = "", first = "", last = ""] = fields;
  const number = (text: string) => (text === "n/a" || text === "" ? null : Number(text));
  return {
    packets: Number(packets),
    bytes: Number(bytes),
    seconds: number(seconds),
    first: first === "n/a" ? null : first,
    last: last === "n/a" ? null : last,
  };
}
