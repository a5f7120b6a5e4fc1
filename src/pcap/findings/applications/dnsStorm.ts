import { shareText } from "../../../wording/shareText.ts";
import { captureEnd } from "../../applications/captureEnd.ts";
import { platformAddresses } from "../../names/platformAddresses.ts";
import { fitText } from "../fitText.ts";
import { thresholds } from "../thresholds.ts";
import { dnsHostFilter } from "./dnsHostFilter.ts";
import { evidenceOf, isOwn } from "./serviceText.ts";
import type { DnsServer } from "../../names/dnsServers.ts";
import type { Finder, FinderInput } from "../finder.ts";
import type { FindingDraft } from "../finding.ts";

const number = (count: number): string => count.toLocaleString("en-US");

/** Too many queries, or queries for many names of which most do not exist. */
export const dnsStorm: Finder = (input) =>
  input.applications.dns.servers
    .all()
    .slice(0, 2)
    .flatMap((server) => stormOf(input, server));

function stormOf(input: FinderInput, server: DnsServer): FindingDraft[] {
  const { book, local, names } = input;
  const own = isOwn(local, server);
  const { queries, peak } = server;
  const isFast = !own && isRapid(input, server);
  const missing = missingNames(input, server);
  if (!isFast && missing === 0) return [];
  const overLimit =
    server.address === platformAddresses.host && server.version === 0 && peak >= thresholds.dnsLimitPerSecond;
  const address = book.text(server.version, server.address);
  const who = `${own ? "Clients send the VM" : "The VM sends"} ${address}`;
  const counted = `${number(queries.count)} DNS queries, up to ${number(peak)} a second`;
  const all = `${names.asked.exact ? "" : "at least "}${number(names.asked.atLeast)} names`;
  const nxdomain = server.failures.NXDOMAIN?.count ?? 0;
  const share = nxdomain / Math.max(server.answers, 1);
  const fate = missing === 0 ? "" : `: ${shareText(share)} do not exist`;
  return [
    {
      kind: "dns-storm",
      severity: overLimit ? "critical" : "warning",
      text: fitText(`${who} ${counted}, for ${all}${fate}`, `${who} ${counted}${fate}`),
      filter: dnsHostFilter([server], book),
      evidence: evidenceOf(book, server, queries, {
        queries: queries.count,
        mostPerSecond: peak,
        names: names.asked.atLeast,
        nxdomain,
      }),
      nextStep:
        missing === 0
          ? "Find the process that asks without a cache; Azure drops more than 1,000 queries a second of a VM."
          : "Find the process that asks for these names: malware that generates domains, or a broken name list.",
      firstAt: queries.firstAt,
      lastAt: queries.lastAt,
      weight: missing > 0 ? 0.8 : 0.6,
    },
  ];
}

function isRapid({ clock, timeline }: FinderInput, { queries, peak }: DnsServer): boolean {
  if (peak >= thresholds.dnsStormPerSecond) return true;
  const seconds = Math.max((captureEnd(clock, timeline) - queries.firstAt) / 1e9, 1);
  return (
    queries.count >= thresholds.dnsSteadyQueries && queries.count / seconds >= thresholds.dnsSteadyPerSecond
  );
}

/** How many names do not exist, if that is remarkable; 0 otherwise. */
function missingNames({ names }: FinderInput, { failures, answers }: DnsServer): number {
  const count = failures.NXDOMAIN?.count ?? 0;
  if (count < thresholds.dnsMissingNames || count < answers * thresholds.dnsMissingShare) return 0;
  const missing = names.asked.countWhere((name) => name.missing > 0);
  return missing >= thresholds.dnsMissingNames ? missing : 0;
}
