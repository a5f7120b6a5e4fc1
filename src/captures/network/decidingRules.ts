import { prefixLength } from "./prefixLength.ts";
import type { AskedFlow } from "./askedFlow.ts";
import type { DecidingRule, EffectiveRules } from "./networkContext.ts";

/** An effective security rule; the texts are Azure's. */
export interface EffectiveRule extends DecidingRule {
  /** "Tcp", "Udp", "All", …: an open set. */
  readonly protocol: string;
  readonly sources: Ends;
  readonly destinations: Ends;
}

interface Ends {
  /** With the prefixes that Azure expands a service tag to. */
  readonly prefixes: readonly string[];
  /** "*", "443", "8000-9000". */
  readonly ports: readonly string[];
}

const mostDeciding = 5;

/**
 * How many rules there are, and the first ones of each group that match the flows. A rule whose tag Azure
 * has not expanded matches none.
 */
export function decidingRules(rules: readonly EffectiveRule[], flows: readonly AskedFlow[]): EffectiveRules {
  const groups = [...new Set(rules.map(({ group }) => group))];
  const inOrder = rules.toSorted((one, other) => (one.priority ?? Infinity) - (other.priority ?? Infinity));
  const deciding = flows.flatMap((flow) =>
    groups.flatMap((group) => inOrder.find((rule) => rule.group === group && matches(rule, flow)) ?? []),
  );
  return {
    count: rules.length,
    deciding: [...new Set(deciding)]
      .slice(0, mostDeciding)
      .map(({ name, group, access, direction, priority }) => ({ name, group, access, direction, priority })),
  };
}

function matches(rule: EffectiveRule, flow: AskedFlow): boolean {
  const local = { address: flow.localAddress, port: flow.localPort };
  const remote = { address: flow.remoteAddress, port: flow.remotePort };
  const [from, to] = flow.direction === "Outbound" ? [local, remote] : [remote, local];
  return (
    rule.direction === flow.direction &&
    ["*", "all", "any", flow.protocol.toLowerCase()].includes(rule.protocol.toLowerCase()) &&
    has(rule.sources, from) &&
    has(rule.destinations, to)
  );
}

const has = (
  { prefixes, ports }: Ends,
  { address, port }: { readonly address: string; readonly port: number },
) =>
  prefixes.some((prefix) => isAny(prefix) || prefixLength(prefix, address) !== null) &&
  ports.some((range) => isAny(range) || isInRange(range, port));

const isAny = (text: string): boolean => text === "*" || text.toLowerCase() === "any";

function isInRange(range: string, port: number): boolean {
  const [first = NaN, last = first] = range.split("-").map(Number);
  return first <= port && port <= last;
}
