import { many } from "../../../wording/many.ts";
import { failedOf, type PortScan, type Tried } from "../../behaviour/probes.ts";
import { ipProtocol } from "../../protocols/ipProtocol.ts";
import { addressFilter } from "../filter.ts";
import { fitText } from "../fitText.ts";
import { thresholds } from "../thresholds.ts";
import { capital, flowsOf, isInside, namedHost, pairFilter, type NamedHost } from "./namedHost.ts";
import type { FinderInput } from "../finder.ts";
import type { FindingDraft } from "../finding.ts";

/** Scans of one host are one finding each, at most so many; a host that scans several is one. */
const told = 3;

/** Who tries the ports of whom, one after the other, and what answers. */
export function portScan(input: FinderInput): readonly FindingDraft[] {
  const { scans } = input.behaviour.suspects;
  const scanners = Map.groupBy(scans, ({ version, protocol, initiator }) =>
    [version, protocol, initiator].join(" "),
  );
  return [...scanners.values()].slice(0, told).map((group, index) => {
    const draft = draftOf(input, group);
    const more = scanners.size - told;
    return index === told - 1 && more > 0 ? withMore(draft, more) : draft;
  });
}

const portsOf = (tried: Tried): number => failedOf(tried) + tried.open;

function draftOf(input: FinderInput, group: readonly PortScan[]): FindingDraft {
  const [scan] = group as [PortScan];
  const scanner = namedHost(input, scan.version, scan.initiator);
  const target = namedHost(input, scan.version, scan.target);
  const isTcp = scan.protocol === ipProtocol.tcp;
  const protocol = isTcp ? "tcp" : "udp";
  const hosts = group.length;
  const came = group.flatMap((one) => one.came).filter((channel) => isNews(input, channel));
  const whole = hosts === 1 ? pairFilter(scanner, target) : addressFilter(scanner.address);
  return {
    kind: "port-scan",
    severity: severityOf(scanner, scan, isTcp, came.length),
    text: textOf(input, group, scanner, target),
    filter: `${whole} && ${protocol}`,
    evidence: {
      counts: {
        ports: portsOf(scan),
        open: scan.open,
        refused: scan.refused,
        unanswered: scan.silent,
        ...(hosts > 1 && { hosts }),
      },
      flows: flowsOf(input, [...came, ...scan.came, ...scan.evidence]),
      frames: framesOf(scan),
    },
    nextStep: scanner.local
      ? "Isolate the VM with an NSG rule that denies outbound traffic, and find the process that scans."
      : nextStepAgainst(scanner, scan),
    firstAt: Math.min(...group.map(({ firstAt }) => firstAt)),
    lastAt: Math.max(...group.map(({ lastAt }) => lastAt)),
    weight: scanner.local ? 0.95 : came.length > 0 ? 0.9 : 0.8,
  };
}

/** Whether a port that answered the scanner answers nobody else. */
const isNews = (
  { behaviour: { floods } }: FinderInput,
  { version, target, port, answered }: PortScan["came"][number],
): boolean => floods.answeredOf(version, target, port) <= answered;

/**
 * A VM that scans is somebody's tool. From outside many ports, a port that answers the scanner alone, or a
 * neighbour that scans need someone too; a few ports are what every public address sees.
 */
function severityOf(
  scanner: NamedHost,
  scan: PortScan,
  isTcp: boolean,
  news: number,
): "critical" | "warning" {
  if (!isTcp) return "warning";
  const isGrave = portsOf(scan) >= thresholds.probing.manyPorts || news > 0 || isInside(scanner.address);
  return scanner.local || isGrave ? "critical" : "warning";
}

function textOf(
  input: FinderInput,
  group: readonly PortScan[],
  scanner: NamedHost,
  target: NamedHost,
): string {
  const [scan] = group as [PortScan];
  const protocol = scan.protocol === ipProtocol.tcp ? "TCP" : "UDP";
  const ports = many(portsOf(scan), `${protocol} port`);
  const least = input.behaviour.suspects.partial ? "at least " : "";
  const [others, whom] =
    group.length === 1
      ? [target.text, target.short]
      : [many(group.length, "host"), many(group.length, "host")];
  const upTo = group.length > 1 ? "up to " : least;
  return fitText(
    `${capital(scanner.text)} probes ${upTo}${ports} of ${others}: ${outcomesText(input, scan, true)}`,
    `${capital(scanner.short)} probes ${upTo}${ports} of ${whom}: ${outcomesText(input, scan, true)}`,
    `${capital(scanner.short)} probes ${upTo}${ports} of ${whom}: ${outcomesText(input, scan, false)}`,
    `${capital(scanner.short)} probes ${upTo}${ports} of ${whom}`,
  );
}

/** "2 open (80, 443), 296 refused, 102 without an answer". */
export function outcomesText(input: FinderInput, tried: Tried, named: boolean): string {
  const { open, refused, silent } = tried;
  if (open + refused === 0) return input.outcomesKnown ? "none answers" : "no answer seen";
  const ports = named && open > 0 && open <= 3 && "target" in tried;
  const which = ports
    ? ` (${tried.came
        .map(({ port }) => port)
        .sort((one, other) => one - other)
        .join(", ")})`
    : "";
  const counts = [open, refused, silent].map((count) => count.toLocaleString("en-US"));
  return `${counts[0]} open${which}, ${counts[1]} refused, ${counts[2]} without an answer`;
}

/** Of the first attempt, of one that was answered, and of another. */
export function framesOf({ evidence, came }: Pick<Tried, "evidence" | "came">): number[] {
  const frames = [evidence[0], came[0], ...evidence.slice(1)].flatMap((channel) => channel?.firstFrame ?? []);
  return [...new Set(frames)].slice(0, 3).sort((one, other) => one - other);
}

function nextStepAgainst(scanner: NamedHost, { came }: PortScan): string {
  const [first] = came;
  const check = first === undefined ? "" : `, and check what it did on port ${first.port}`;
  return `Block ${scanner.address} in the NSG${check}.`;
}

const withMore = (draft: FindingDraft, more: number): FindingDraft => ({
  ...draft,
  evidence: { ...draft.evidence, counts: { ...draft.evidence.counts, moreScanners: more } },
});
