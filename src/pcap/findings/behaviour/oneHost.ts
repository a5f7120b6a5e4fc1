import { many } from "../../../wording/many.ts";
import { shareText } from "../../../wording/shareText.ts";
import { readEndpoint } from "../../flows/ledger.ts";
import { isPlatformAddress } from "../../names/platformAddresses.ts";
import { ipAddressKey } from "../../protocols/ip.ts";
import { bytesText } from "../bytesText.ts";
import { addressFilter } from "../filter.ts";
import { fitText } from "../fitText.ts";
import { thresholds } from "../thresholds.ts";
import { timesOf, windowText } from "../windowText.ts";
import { namedHost } from "./namedHost.ts";
import type { Question } from "../../summary/captureSummary.ts";
import type { FinderInput } from "../finder.ts";
import type { FindingDraft } from "../finding.ts";

interface HostAmount {
  bytes: number;
  packets: number;
  largestService: number;
  readonly ports: Set<number>;
}

/** The host that takes the bytes, or sends them, though none of its services does. */
export function oneHost(input: FinderInput): readonly FindingDraft[] {
  const { answer, answering: ledger } = input;
  const largest = answer === null ? null : largestHost(input, answer.asked);
  if (answer === null || largest === null) return [];
  const { asked, missing } = answer;
  const { version, address } = largest;
  const amount = amountOf(input, version, address, asked);
  const share = amount.bytes / (ledger.directions[asked].bytes + ledger.undirectedBytes);
  const isSpread = amount.largestService <= amount.bytes * thresholds.oneHost.serviceShare;
  const isLarge = share >= thresholds.oneHost.share && amount.ports.size >= thresholds.oneHost.ports;
  if (!isLarge || !isSpread) return [];
  const host = namedHost(input, version, address);
  const least = missing > 0 ? "at least " : "";
  const on = `on ${many(amount.ports.size, "port")}`;
  const textOf = (bytes: string) => {
    const begin = `${windowText(answer)}${least}${shareText(share)} of ${bytes} ${asked === "outbound" ? "went to" : "came from"}`;
    return fitText(`${begin} ${host.text}, ${on}`, `${begin} ${host.short}, ${on}`);
  };
  return [
    {
      kind: "one-host",
      severity: "note",
      text: textOf(bytesText(asked, input.traffic)),
      claim: textOf(bytesText(asked, null)),
      filter: addressFilter(host.address),
      evidence: {
        counts: { packets: amount.packets, bytes: amount.bytes, ports: amount.ports.size },
        flows: [],
        frames: [],
      },
      nextStep: "Ask whoever owns the VM what it does with this host; see the conversations for its ports.",
      ...timesOf(answer, input.clock, input.timeline),
      weight: share,
    },
  ];
}

function largestHost(
  { answering, local }: FinderInput,
  asked: Question,
): { readonly version: number; readonly address: number } | null {
  const isOther = (version: number, address: number) =>
    !local.has(ipAddressKey(version, address)) && !isPlatformAddress(version, address) && address !== 0;
  const [line] = answering.hosts.top(1, ({ key: [address, version], bytesIn, bytesOut }) =>
    isOther(version, address) ? (asked === "outbound" ? bytesIn : bytesOut) : 0,
  );
  if (line === undefined) return null;
  const [address, version] = line.key;
  return isOther(version, address) ? { version, address } : null;
}

function amountOf({ answering }: FinderInput, version: number, address: number, asked: Question): HostAmount {
  const amount: HostAmount = { bytes: 0, packets: 0, largestService: 0, ports: new Set() };
  for (const { key, ...line } of answering.endpoints.lines()) {
    const endpoint = readEndpoint(key[1]);
    if (key[0] !== address || endpoint.version !== version) continue;
    const bytes = asked === "outbound" ? line.bytesOut : line.bytesIn;
    amount.bytes += bytes;
    amount.packets += asked === "outbound" ? line.packetsOut : line.packetsIn;
    amount.largestService = Math.max(amount.largestService, bytes);
    if (endpoint.ported) amount.ports.add(key[2]);
  }
  return amount;
}
