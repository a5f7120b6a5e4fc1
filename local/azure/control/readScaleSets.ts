import { defaultScenario, readScenarioName } from "../../traffic/namedScenarios.ts";
import { parseScaleSetId } from "../arm/scaleSets/scaleSet.ts";
import { powerStates } from "../arm/virtualMachines/vm.ts";
import { isJsonObject, type JsonObject } from "../jsonObject.ts";
import { world } from "../world.ts";
import { readPowerState } from "./readVms.ts";
import type { ScaleSet } from "../arm/scaleSets/scaleSet.ts";

type ScaleSetsReading =
  | { readonly ok: true; readonly sets: readonly ScaleSet[] }
  | { readonly ok: false; readonly problem: string };

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
  const { osType = "Linux", filesBy = "id" } = value;
  if (typeof id !== "string" || parseScaleSetId(id) === null)
    return '"id" must be the ARM id of a scale set: /subscriptions/…/providers/Microsoft.Compute/virtualMachineScaleSets/….';
  if (typeof location !== "string") return '"location" must be the name of a region.';
  if (orchestration !== "Uniform" && orchestration !== "Flexible")
    return '"orchestration" must be "Uniform" or "Flexible".';
  if (osType !== "Linux" && osType !== "Windows") return '"osType" must be "Windows" or "Linux".';
  if (filesBy !== "id" && filesBy !== "name") return '"filesBy" must be "id" or "name".';
  if (!Array.isArray(instances)) return '"instances" must be an array.';
  const read = instances.map((instance) => (isJsonObject(instance) ? readInstance(instance) : null));
  const valid = read.filter((instance) => instance !== null);
  if (valid.length < read.length)
    return `an instance has an "id", a "powerState" (${powerStates.join(", ")}) an "agent" and a "losesFile", true or false, and a "traffic".`;
  return {
    ...{ id, location: location.toLowerCase().replaceAll(" ", "") },
    ...{ orchestration, osType, filesBy, instances: valid },
  };
}

function readInstance({ id, powerState = "running", agent = true, ...more }: JsonObject) {
  const { traffic: given = defaultScenario, losesFile = false } = more;
  const power = readPowerState(powerState);
  const traffic = readScenarioName(given);
  if (typeof id !== "string" || power === null || traffic === null) return null;
  if (typeof agent !== "boolean" || typeof losesFile !== "boolean") return null;
  return { id, powerState: power, agent, traffic, losesFile };
}
