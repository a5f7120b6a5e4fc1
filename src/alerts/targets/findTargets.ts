import { armId } from "../../arm/armId.ts";
import { parseScaleSetId, parseScaleSetInstanceId } from "../../arm/scaleSetId.ts";
import { parseVmId } from "../../arm/vmId.ts";
import { classify, namesMachine, type Target } from "./target.ts";
import type { Scopes } from "../../arm/scopes.ts";
import type { NormalAlert } from "../normalAlert.ts";

/** Distinct ids in the given order, ignoring case, percent-encoding and a trailing slash. */
function distinct(ids: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return ids.filter((id) => {
    const key = armId.folded(plainId(id));
    return !seen.has(key) && seen.add(key);
  });
}

/** Decoded, where it is that of a machine. */
function plainId(id: string): string {
  const instance = parseScaleSetInstanceId(id);
  if (instance !== null) return `${instance.set.id}/virtualMachines/${instance.instanceId}`;
  return (parseVmId(id) ?? parseScaleSetId(id))?.id ?? id.replace(/\/$/, "");
}

/**
 * The resources that an alert concerns: its targets, or, when they name no machine (a rule scoped to a
 * workspace, a resource group, …), those in its dimensions, labels and rows. The rest of a body does not
 * count, because it holds ids of unrelated machines.
 */
export function findTargets(alert: NormalAlert, allowedScopes: Scopes): readonly Target[] {
  const direct = distinct(alert.targets).map((id) => classify(id, alert.targetType, allowedScopes));
  if (direct.some(namesMachine)) return direct;
  const ids = [...alert.dimensions.map(({ value }) => value), ...alert.rowIds];
  const split = distinct(ids.filter((id) => id.startsWith("/"))).map((id) =>
    classify(id, null, allowedScopes),
  );
  return split.some(namesMachine) ? split : [...direct, ...split];
}
