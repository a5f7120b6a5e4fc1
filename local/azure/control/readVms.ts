import { defaultScenario, readScenarioName, scenarioNames } from "../../traffic/namedScenarios.ts";
import { idKey } from "../arm/resourceId.ts";
import { agentExtension, hasAgent, monitorExtension } from "../arm/virtualMachines/agentExtension.ts";
import {
  powerStates,
  type AgentStop,
  type OsType,
  type PowerState,
  type Vm,
} from "../arm/virtualMachines/vm.ts";
import { isVmResourceId } from "../arm/virtualMachines/vmResourceId.ts";
import { isJsonObject, type JsonObject } from "../jsonObject.ts";
import { world } from "../world.ts";
import { incidentView, readVmFacts } from "./readVmFacts.ts";

type VmsReading =
  { readonly ok: true; readonly vms: readonly Vm[] } | { readonly ok: false; readonly problem: string };

/** A VM as the control API shows it. */
export const vmView = (vm: Vm, now: number): Record<string, unknown> => ({
  id: vm.id,
  location: vm.location,
  osType: vm.osType,
  powerState: vm.powerState,
  agent: hasAgent(vm, now),
  ...(vm.computerName !== null && { computerName: vm.computerName }),
  ...(Object.keys(vm.tags).length > 0 && { tags: vm.tags }),
  traffic: vm.traffic,
  ...(vm.incidents.length > 0 && { incidents: vm.incidents.map(incidentView) }),
  ...(vm.ringPath !== "none" && { ringPath: vm.ringPath }),
  ...(vm.agentStop !== null && {
    agentStopsAfterSeconds: vm.agentStop.afterSeconds,
    agentStopForm: vm.agentStop.form,
  }),
  ...(vm.statusAfterSeconds !== null && { statusAfterSeconds: vm.statusAfterSeconds }),
});

/** Reads the list of VMs that replaces the present one. */
export function readVms(value: unknown): VmsReading {
  if (!Array.isArray(value)) return { ok: false, problem: "The body must be an array of VMs." };
  const vms: Vm[] = [];
  const seen = new Set<string>();
  for (const [index, item] of value.entries()) {
    const reading = readVm(item);
    if (typeof reading === "string") return { ok: false, problem: `VM ${index}: ${reading}` };
    if (seen.has(idKey(reading.id)))
      return { ok: false, problem: `VM ${index}: there are two VMs with the id ${reading.id}.` };
    seen.add(idKey(reading.id));
    vms.push(reading);
  }
  return { ok: true, vms };
}

/** The VM, or what is wrong with it. Only the id is required. */
function readVm(value: unknown): Vm | string {
  if (!isJsonObject(value)) return "it must be an object.";
  const { id, location = world.location, osType = "Linux", powerState = "running", agent = true } = value;
  const { traffic = defaultScenario, computerName = null } = value;
  if (typeof id !== "string" || !isVmResourceId(id))
    return '"id" must be the ARM id of a VM: /subscriptions/…/resourceGroups/…/providers/Microsoft.Compute/virtualMachines/….';
  if (typeof location !== "string" || !/^[\w ]+$/.test(location))
    return '"location" must be the name of a region.';
  const system = readOsType(osType);
  if (system === null) return '"osType" must be "Windows" or "Linux".';
  const power = readPowerState(powerState);
  if (power === null) return `"powerState" must be one of ${powerStates.join(", ")}.`;
  if (typeof agent !== "boolean") return '"agent" must be true or false.';
  if (computerName !== null && (typeof computerName !== "string" || !/^[\w.-]{1,64}$/.test(computerName)))
    return '"computerName" must be the name of a computer.';
  const scenario = readScenarioName(traffic);
  if (scenario === null) return `"traffic" must be one of ${scenarioNames.join(", ")}.`;
  const agentStop = readAgentStop(value);
  if (typeof agentStop === "string") return agentStop;
  const more = readVmFacts(value);
  if (typeof more === "string") return more;
  const { statusAfterSeconds = null } = value;
  if (!isSeconds(statusAfterSeconds)) return '"statusAfterSeconds" must be a whole number of seconds.';
  return {
    id,
    location: location.toLowerCase().replaceAll(" ", ""),
    osType: system,
    powerState: power,
    extensions: [...(agent ? [agentExtension(system)] : []), monitorExtension(system)],
    computerName,
    traffic: scenario,
    ...more,
    agentStop,
    statusAfterSeconds,
    scaleSet: null,
  };
}

const isSeconds = (value: unknown): value is number | null =>
  value === null || (typeof value === "number" && Number.isInteger(value) && value >= 0);

/** When and how the VM's agent stops, or what is wrong with that. */
function readAgentStop({
  agentStopsAfterSeconds: afterSeconds = null,
  agentStopForm: form = "code",
}: JsonObject): AgentStop | null | string {
  if (form !== "code" && form !== "sentence") return '"agentStopForm" must be "code" or "sentence".';
  if (!isSeconds(afterSeconds)) return '"agentStopsAfterSeconds" must be a whole number of seconds.';
  return afterSeconds === null ? null : { afterSeconds, form };
}

function readOsType(value: unknown): OsType | null {
  const text = String(value).toLowerCase();
  return text === "windows" ? "Windows" : text === "linux" ? "Linux" : null;
}

/** Accepts "running", "PowerState/running" and "VM running". */
export function readPowerState(value: unknown): PowerState | null {
  const text = String(value)
    .toLowerCase()
    .replace(/^(powerstate\/|vm )/, "");
  return powerStates.find((state) => state === text) ?? null;
}
