import { prefixLength } from "./prefixLength.ts";
import type { AskedFlow } from "./askedFlow.ts";
import type { DecidingRoute, EffectiveRoutes } from "./networkContext.ts";

/** An effective route; the texts are Azure's. */
export interface EffectiveRoute extends Omit<DecidingRoute, "prefix"> {
  readonly prefixes: readonly string[];
  readonly isActive: boolean;
}

const mostDeciding = 5;

/** Where Azure takes one of several routes with the same prefix. */
const precedence = ["User", "VirtualNetworkGateway", "Default"];

/** How many routes there are, and those that the packets of the flows take: the longest prefix wins. */
export function decidingRoutes(
  routes: readonly EffectiveRoute[],
  flows: readonly AskedFlow[],
): EffectiveRoutes {
  const deciding = flows.flatMap(({ remoteAddress }) => routeTo(routes, remoteAddress) ?? []);
  const distinct = new Map(deciding.map((route) => [JSON.stringify(route), route]));
  return { count: routes.length, deciding: [...distinct.values()].slice(0, mostDeciding) };
}

function routeTo(routes: readonly EffectiveRoute[], address: string): DecidingRoute | null {
  let best: { readonly route: DecidingRoute; readonly length: number } | null = null;
  const active = routes.filter(({ isActive }) => isActive);
  for (const { prefixes, nextHopType, nextHopAddress, source } of active.toSorted(byPrecedence))
    for (const prefix of prefixes) {
      const length = prefixLength(prefix, address);
      if (length !== null && length > (best?.length ?? -1))
        best = { route: { prefix, nextHopType, nextHopAddress, source }, length };
    }
  return best?.route ?? null;
}

const rank = ({ source }: EffectiveRoute): number => {
  const at = precedence.indexOf(source);
  return at === -1 ? precedence.length : at;
};

const byPrecedence = (one: EffectiveRoute, other: EffectiveRoute): number => rank(one) - rank(other);
