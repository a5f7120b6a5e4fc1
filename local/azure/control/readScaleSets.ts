import { powerStates } from "../arm/virtualMachines/vm.ts";
import { isJsonObject, type JsonObject } from "../jsonObject.ts";
import { world } from "../world.ts";
import { readPowerState } from "./readVms.ts";
import type { ScaleSet } from "../arm/scaleSets/scaleSet.ts";

type ScaleSetsReading =
  | { readonly ok: true; readonly sets: readonly ScaleSet[] }
  | { readonly ok: false; readonly problem: string };

const form =
  /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[^/?#]+\/providers\/Microsoft\.Compute\/virtualMachineScaleSets\/[\w.-]+$/i;

/** Reads the list of scale sets that replaces the present one. */
export function readScaleSets(value: unknown): ScaleSetsReading {
  if (!Array.isArray(value)) return { ok: false, problem: "The body must be an array of scale sets." };
  const sets: ScaleSet[] = [];
  for (const [index, item] of value.entries()) {
    const reading = readScaleSet(item);
    if (typeof reading === "string") return { ok: false, problem: `Scale set ${index}: ${reading}` };
    sets.push(reading);
  }
  return { ok: true, sets };
}

/** The scale set, or what is wrong with it. Only the id is required. */
function readScaleSet(value: unknown): ScaleSet | string {
  if (!isJsonObject(value)) return "it must be an object.";
  const { id, location = world.location, orchestration = "Uniform", instances = [] } = value;
  if (typeof id !== "string" || !form.test(id))
    return '"id" must be the ARM id of a scale set: /subscriptions/…/providers/Microsoft.Compute/virtualMachineScaleSets/….';
  if (typeof location !== "string") return '"location" must be the name of a region.';
  if (orchestration !== "Uniform" && orchestration !== "Flexible")
    return '"orchestration" must be "Uniform" or "Flexible".';
  if (!Array.isArray(instances)) return '"instances" must be an array.';
  const read = instances.map((instance) => (isJsonObject(instance) ? readInstance(instance) : null));
  const valid = read.filter((instance) => instance !== null);
  if (valid.length < read.length)
    return `an instance has an "id", a "powerState" (${powerStates.join(", ")}) and an "agent", true or false.`;
  return { id, location: location.toLowerCase().replaceAll(" ", ""), orchestration, instances: valid };
}

function readInstance({ id, powerState = "running", agent = true }: JsonObject) {
  const power = readPowerState(powerState);
  if (typeof id !== "string" || power === null || typeof agent !== "boolean") return null;
  return { id, powerState: power, agent };
}
