import { fields, items, texts, wordOf } from "./fields.ts";
import type { EffectiveRoute } from "../../captures/network/decidingRoutes.ts";

/** Far more than Azure lets an interface have. */
const mostRoutes = 5000;

/** Reads the routes in an answer of effectiveRouteTable; null when it is none. */
export function readEffectiveRoutes(body: unknown): readonly EffectiveRoute[] | null {
  const routes = items(fields(body).value);
  return routes === null ? null : routes.slice(0, mostRoutes).flatMap(toRoute);
}

function toRoute(value: unknown): EffectiveRoute | [] {
  const { addressPrefix, nextHopIpAddress, nextHopType, source, state } = fields(value);
  if (typeof nextHopType !== "string") return [];
  const [address = null] = texts(nextHopIpAddress);
  return {
    prefixes: texts(addressPrefix).map(wordOf),
    nextHopType: wordOf(nextHopType),
    nextHopAddress: address === null ? null : wordOf(address),
    source: typeof source === "string" ? wordOf(source) : "Unknown",
    isActive: state !== "Invalid",
  };
}
