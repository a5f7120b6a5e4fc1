import { clockText } from "../../../wording/momentText.ts";
import type { FlowVerdict, NetworkContext, NextHop } from "../../../captures/network/networkContext.ts";

type Rules = NetworkContext["rules"];

/**
 * A verdict in a sentence or two, told as of the moment of asking: "Rule DenyAllInBound of nsg-web denies TCP
 * 203.0.113.9:51234 > 10.0.0.4:22 now (evaluated 02:06:10 UTC, after the capture)."
 */
export function verdictWords(verdict: FlowVerdict, rules: Rules, timeZone: string): string {
  const { flow, access, nextHop } = verdict;
  const evaluated = evaluatedText(verdict, timeZone);
  if (access === "Deny") return `${ruleText(verdict, rules)} denies ${flow} now ${evaluated}.`;
  if (nextHop !== null && isBlackHole(nextHop))
    return `No route to ${farSide(verdict)}: ${hopText(nextHop)} ${evaluated}.`;
  const hop = nextHop?.type === "VirtualAppliance" ? ` Packets go by ${hopText(nextHop)}.` : "";
  if (access === "Allow")
    return `${flow} is allowed now by ${ruleText(verdict, rules, "rule")} ${evaluated}${guestText(verdict)}.${hop}`;
  return nextHop === null
    ? `Azure gave no verdict on ${flow}.`
    : `Packets to ${farSide(verdict)} go now by ${hopText(nextHop)} ${evaluated}.`;
}

/** Whether Azure's network stops the flow. */
export const isStopped = ({ access, nextHop }: FlowVerdict): boolean =>
  access === "Deny" || (nextHop !== null && isBlackHole(nextHop));

/** Whether packets go nowhere from here. */
export const isBlackHole = ({ type }: NextHop): boolean => type.toLowerCase() === "none";

function evaluatedText({ at }: FlowVerdict, timeZone: string): string {
  const time = Date.parse(at);
  return Number.isNaN(time)
    ? "(evaluated after the capture)"
    : `(evaluated ${clockText(time, timeZone)}, after the capture)`;
}

/** The rule by name, and the group or configuration that has it, where the effective rules tell that. */
export function ruleText(
  { rule, access, direction }: FlowVerdict,
  rules: Rules,
  word: "Rule" | "rule" = "Rule",
): string {
  if (rule === null) return word === "Rule" ? "A security rule" : "a security rule";
  const same = (rules?.deciding ?? []).filter(
    (one) => one.name === rule && one.access === access && one.direction === direction,
  );
  const groups = [...new Set(same.map(({ group }) => group))];
  const [group = null] = groups;
  return group === null || groups.length > 1 ? `${word} ${rule}` : `${word} ${rule} of ${group}`;
}

/** "next hop None in route table rt-spoke". */
function hopText({ type, address, routeTable }: NextHop): string {
  const where = routeTable === null ? "by a system route" : `in route table ${routeTable}`;
  return `next hop ${type}${address === null ? "" : ` ${address}`} ${where}`;
}

/** What Azure lets pass and is still refused, or not answered, ends at one of the two hosts. */
function guestText({ about, direction, nextHop }: FlowVerdict): string {
  const host = direction === "Inbound" ? "the guest itself" : "the other side, or what is before it,";
  if (about === "refused") return `; ${host} refuses`;
  if ((about === "port-scan" || about === "host-sweep") && direction === "Inbound")
    return `; only ${host} stands in its way`;
  // Where packets pass an appliance it may be the appliance that drops them.
  return about === "unanswered" && nextHop?.type !== "VirtualAppliance" ? `; ${host} does not answer` : "";
}

/** The address of the other side: "10.9.0.7" of "TCP 10.0.0.4:49152 > 10.9.0.7:443". */
export function farSide({ flow, direction }: FlowVerdict): string {
  const [first = "", second = ""] = flow.split(" > ");
  const far = direction === "Outbound" ? second : first.slice(first.indexOf(" ") + 1);
  return far.replace(/:\d+$/, "") || flow;
}
