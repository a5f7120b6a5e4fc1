import { farSide, isBlackHole, ruleText } from "./verdictWords.ts";
import type { FlowVerdict, NetworkContext } from "../../../captures/network/networkContext.ts";
import type { Finding } from "../../../pcap/findings/finding.ts";

type Behind = Pick<Finding, "kind" | "evidence">;
type Verdicts = Pick<NetworkContext, "verdicts"> | null;

/** Azure's verdict on a flow behind a finding, the gravest first; null where it was not asked about one. */
export function verdictOn(finding: Behind, network: Verdicts): FlowVerdict | null {
  const about = verdictsBehind(finding, network);
  return about.find(({ access }) => access === "Deny") ?? about[0] ?? null;
}

/** The verdict on a finding, and those on others of its flows that decide alike. */
export function toldBeside(finding: Behind, network: Verdicts): readonly FlowVerdict[] {
  const told = verdictOn(finding, network);
  if (told === null) return [];
  return verdictsBehind(finding, network).filter((verdict) => decision(verdict) === decision(told));
}

const decision = ({ access, rule, nextHop }: FlowVerdict): string => JSON.stringify([access, rule, nextHop]);

const verdictsBehind = ({ kind, evidence: { flows } }: Behind, network: Verdicts): readonly FlowVerdict[] =>
  (network?.verdicts ?? []).filter(
    (verdict) => verdict.about === kind && flows.includes(asEvidence(verdict)),
  );

/** "10.0.0.4:49152 → 10.0.0.9:443", as the evidence has it, of "TCP 10.0.0.4:49152 > 10.0.0.9:443". */
const asEvidence = ({ flow }: FlowVerdict): string => flow.replace(/^\w+ /, "").replace(" > ", " → ");

/** What is to do about a finding, now that Azure has named what stops its flow. */
export function stepAfter(
  finding: Behind & Pick<Finding, "nextStep">,
  network: NetworkContext | null,
): string {
  const { kind, nextStep } = finding;
  const verdict = verdictOn(finding, network);
  if (verdict === null) return nextStep;
  const rule = ruleText(verdict, network?.rules ?? null, "rule");
  if (kind === "port-scan" || kind === "host-sweep")
    return isShutOut(finding, network)
      ? `Nothing more is needed against it: ${rule} drops it now.`
      : nextStep;
  if (verdict.access === "Deny")
    return `If this traffic is wanted, allow it by a rule that comes before ${rule}.`;
  const { nextHop } = verdict;
  if (nextHop === null || !isBlackHole(nextHop)) return nextStep;
  return nextHop.routeTable === null
    ? `Add a route to ${farSide(verdict)}: a system route drops its packets.`
    : `In route table ${nextHop.routeTable}, give the route to ${farSide(verdict)} a next hop, or remove it.`;
}

/** Whether no port answered a scan from outside, and Azure denies all of it that was asked about. */
function isShutOut(finding: Behind, network: Verdicts): boolean {
  const { open, refused } = finding.evidence.counts;
  return (
    open === 0 &&
    refused === 0 &&
    verdictsBehind(finding, network).every(
      ({ access, direction }) => access === "Deny" && direction === "Inbound",
    )
  );
}
