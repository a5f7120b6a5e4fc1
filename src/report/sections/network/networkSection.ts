import { many } from "../../../wording/many.ts";
import { paragraph, paragraphs, type Block, type Section } from "../../section.ts";
import { toldBeside } from "./verdictOn.ts";
import { isStopped, verdictWords } from "./verdictWords.ts";
import type { NetworkContext } from "../../../captures/network/networkContext.ts";
import type { CaptureOutcome } from "../../../captures/outcome/captureOutcome.ts";
import type { Finding } from "../../../pcap/findings/finding.ts";

const label = "Azure's verdict now";

interface Shown {
  readonly timeZone: string;
  readonly isAlone: boolean;
  /** Findings that are shown with their verdicts. */
  readonly told: readonly Finding[];
}

/** What else Azure says, and the rules and routes in force; empty where it was not asked. */
export function networkSection(
  { network, vmId: vm, vmName }: CaptureOutcome,
  { timeZone, isAlone, told }: Shown,
): readonly Section[] {
  if (network === null) return [];
  const { verdicts, rules, routes, remark } = network;
  const beside = new Set(told.flatMap((finding) => toldBeside(finding, network)));
  const others = verdicts.filter((verdict) => !beside.has(verdict));
  const blocks = [
    ...others.map((verdict) => paragraph(verdictWords(verdict, rules, timeZone))),
    ...rulesTable(rules),
    ...routesTable(routes),
    ...paragraphs(remark),
  ];
  if (blocks.length === 0) return [];
  return [
    {
      heading: isAlone ? label : `${label} on ${vmName}`,
      tone: verdicts.some(isStopped) ? "warning" : "neutral",
      ...{ part: "network", vm },
      blocks,
    },
  ];
}

/** The gravest verdict in one line; empty without one. */
export function networkParagraph({ network }: CaptureOutcome, timeZone: string): readonly Block[] {
  const { verdicts = [], rules = null } = network ?? {};
  const gravest = verdicts.find(isStopped) ?? verdicts[0];
  return gravest === undefined ? [] : [paragraph(verdictWords(gravest, rules, timeZone), label)];
}

function rulesTable(rules: NetworkContext["rules"]): readonly Block[] {
  if (rules === null || rules.deciding.length === 0) return [];
  const { count, deciding } = rules;
  return [
    {
      kind: "table",
      title: `Rules that decide, of ${many(count, "effective rule")}`,
      columns: columns("Access", "Direction", "Priority", "Rule"),
      rows: deciding.map(({ access, direction, priority, name, group }) => [
        ...[{ text: access }, { text: direction }, { text: priority === null ? "–" : String(priority) }],
        { text: name, note: group },
      ]),
      more: null,
    },
  ];
}

function routesTable(routes: NetworkContext["routes"]): readonly Block[] {
  if (routes === null || routes.deciding.length === 0) return [];
  const { count, deciding } = routes;
  return [
    {
      kind: "table",
      title: `Routes that decide, of ${many(count, "effective route")}`,
      columns: columns("Source", "Prefix", "Next hop"),
      rows: deciding.map(({ source, prefix, nextHopType, nextHopAddress }) => [
        ...[{ text: source }, { text: prefix }, { text: nextHopType, note: nextHopAddress }],
      ]),
      more: null,
    },
  ];
}

/** Names come from outside and may be long: only the last column wraps. */
const columns = (...names: readonly string[]) =>
  names.map((name, index) => ({ name, short: index < names.length - 1 }));
