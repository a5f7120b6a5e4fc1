import { classify, namesVm, type Target } from "./target.ts";
import type { Scopes } from "../../arm/scopes.ts";
import type { NormalAlert } from "../normalAlert.ts";

/** Distinct without regard to case and to a trailing slash, in the order given. */
function distinct(ids: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return ids.filter((id) => {
    const key = id.toLowerCase().replace(/\/$/, "");
    return !seen.has(key) && seen.add(key);
  });
}

/**
 * What an alert is about: its targets; or, where they name no VM (a rule scoped to a workspace, a resource group, …),
 * the resources that its dimensions name. Nothing else in a body counts, since ids of unconcerned machines stand there.
 */
export function findTargets(alert: NormalAlert, allowedScopes: Scopes): readonly Target[] {
  const direct = distinct(alert.targets).map((id) => classify(id, alert.targetType, allowedScopes));
  if (direct.some(namesVm)) return direct;
  const ids = alert.dimensions.map(({ value }) => value).filter((value) => value.startsWith("/"));
  const split = distinct(ids).map((id) => classify(id, null, allowedScopes));
  return split.some(namesVm) ? split : [...direct, ...split];
}
