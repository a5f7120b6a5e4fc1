import { shareText } from "../../wording/shareText.ts";
import { listAttempts, type Attempts, type HostsProbed, type PortsProbed } from "../flows/attempts.ts";
import { ipVersion } from "../protocols/ip.ts";
import type { Ledger } from "../flows/ledger.ts";
import type { NameReader } from "../names/nameReader.ts";
import type { NumberHash } from "../tables/keyedHash.ts";
import type { AddressBook } from "./addressBook.ts";
import type { Remark } from "./captureSummary.ts";

/**
 * Failures that are remarkable. 15 ports of a host and 25 hosts are Zeek's thresholds of a scan
 * (policy/misc/scan.zeek); 100 names are more than a search list or a misspelt name makes. Failures must also
 * be at least half of the attempts: a busy client of many hosts always finds some of them down.
 */
const remarkable = { failedPorts: 15, failedHosts: 25, failedNames: 100, failedShare: 0.5 };
/** Remarks of each kind that are written; the rest is only counted. */
const told = 3;

const synFilter = "tcp.flags.syn == 1 && tcp.flags.ack == 0";

interface Findings {
  readonly ledger: Ledger;
  readonly names: NameReader;
  readonly book: AddressBook;
  /** Whether every flow was counted. */
  readonly exact: boolean;
  readonly hash: NumberHash;
}

/** Remarks on large numbers of failed attempts, which a share of the bytes does not show. */
export function listRemarks({ ledger, names, book, exact, hash }: Findings): Remark[] {
  const { ports, hosts } = listAttempts(ledger.endpoints, hash);
  const { inbound, outbound } = ledger.directions;
  // In a capture of one direction no attempt has a reply.
  const silenceTells = inbound.packets > 0 && outbound.packets > 0;
  const notable = <T extends Attempts>(all: readonly T[], least: number): T[] =>
    all
      .filter((one) => isRemarkable(one, least, silenceTells))
      .sort((one, other) => failed(other) - failed(one));
  const about = exact ? "" : "at least ";
  return [
    ...first(notable(ports, remarkable.failedPorts), (one) => portsRemark(one, book, about)),
    ...first(notable(hosts, remarkable.failedHosts), (one) => hostsRemark(one, about)),
    ...namesRemark(names),
  ];
}

const failed = ({ refused, silent }: Attempts): number => refused + silent;

function isRemarkable(attempts: Attempts, least: number, silenceTells: boolean): boolean {
  const failures = silenceTells ? failed(attempts) : attempts.refused;
  const all = attempts.open + attempts.refused + attempts.silent;
  return failures >= least && failures >= all * remarkable.failedShare;
}

/** The first few remarks, and the number of the others. */
function first<T>(all: readonly T[], word: (one: T) => Remark): Remark[] {
  const remarks = all.slice(0, told).map(word);
  const [last] = remarks.slice(-1);
  const more = all.length - remarks.length;
  if (more === 0 || last === undefined) return remarks;
  return [...remarks, { kind: last.kind, text: `${number(more)} more like this`, filter: synFilter }];
}

function portsRemark(probed: PortsProbed, book: AddressBook, about: string): Remark {
  const address = book.text(probed.version, probed.address);
  const ports = `${about}${number(failed(probed) + probed.open)} TCP ports`;
  const who = probed.ofVm ? `${address} probed ${ports}` : `The VM probed ${ports} of ${address}`;
  const field = `${probed.version === ipVersion.ipv4 ? "ip" : "ipv6"}.${probed.ofVm ? "src" : "dst"}`;
  return {
    kind: "ports-tried",
    text: `${who}: ${outcomes(probed)}`,
    filter: `${field} == ${address} && ${synFilter}`,
  };
}

const hostsRemark = (probed: HostsProbed, about: string): Remark => ({
  kind: "hosts-tried",
  text: `The VM probed TCP port ${probed.port} of ${about}${number(failed(probed) + probed.open)} hosts: ${outcomes(probed)}`,
  filter: `tcp.dstport == ${probed.port} && ${synFilter}`,
});

const outcomes = ({ open, refused, silent }: Attempts): string =>
  `${number(open)} open, ${number(refused)} refused, ${number(silent)} no reply`;

function namesRemark({ asked, queries, responses, failures }: NameReader): Remark[] {
  const failedNames = asked.countWhere((name) => name.failures > 0);
  if (failedNames < remarkable.failedNames || failures < responses * remarkable.failedShare) return [];
  const names = `${asked.exact ? "" : "at least "}${number(asked.atLeast)} names`;
  return [
    {
      kind: "failing-names",
      text: `${number(queries)} DNS queries for ${names}: ${shareText(failures / responses)} of the lookups failed`,
      filter: "dns.flags.rcode > 0",
    },
  ];
}

const number = (count: number): string => count.toLocaleString("en-US");
