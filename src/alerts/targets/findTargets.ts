import { armId } from "../../arm/armId.ts";
import { parseVmId } from "../../arm/vmId.ts";
import { classify, namesVm, type Target } from "./target.ts";
import type { Scopes } from "../../arm/scopes.ts";
import type { NormalAlert } from "../normalAlert.ts";

/** Distinct ids in the given order, ignoring case, percent-encoding and a trailing slash. */
function distinct(ids: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return ids.filter((id) => {
    const key = armId.folded(parseVmId(id)?.id ?? id.replace(/\/$/, ""));
    return !seen.has(key) && seen.add(key);
  });
}

/**
 * The resources that an alert concerns: its targets, or, when they name no VM (a rule scoped to a workspace,
 * a resource group, …), those in its dimensions, labels and rows. The rest of a body does not count, because
 * it holds ids of unrelated machines.
 */
export function findTargets(alert: NormalAlert, allowedScopes: Scopes): readonly Target[] {
  const direct = distinct(alert.targets).map((id) => classify(id, alert.targetType, allowedScopes));
  if (direct.some(namesVm)) return direct;
  const ids = [...alert.dimensions.map(({ value }) => value), ...alert.rowIds];
  const split = distinct(ids.filter((id) => id.startsWith("/"))).map((id) =>
    classify(id, null, allowedScopes),
  );
  return split.some(namesVm) ? split : [...direct, ...split];
}
