import { resourceId } from "../arm/resourceId.ts";
import { scaleSetType } from "../arm/scaleSets/scaleSet.ts";
import { parseVmResourceId, vmResourceId } from "../arm/virtualMachines/vmResourceId.ts";
import { isJsonObject, type JsonObject } from "../jsonObject.ts";
import { world } from "../world.ts";
import { parseAlertTarget } from "./alertTarget.ts";
import { isSampleName, sampleAlerts, type SampleName } from "./sampleAlerts.ts";
import type { CustomProperties } from "./metricAlert.ts";

export interface AlertToSend {
  /** ARM id of the VM or the scale set. */
  readonly vm: string;
  /** The instance of the scale set that the alert names; null: none. */
  readonly instance: string | null;
  readonly schema: "common" | "legacy";
  readonly condition: "Fired" | "Resolved";
  /** The alert rule's custom properties; null: none. */
  readonly customProperties: CustomProperties | null;
  /** The sample that it is, in the place of a metric alert by schema and condition; null: none. */
  readonly sample: SampleName | null;
}

const vmName = /^[a-z0-9][\w.-]{0,63}$/i;

const isSchema = (value: unknown): value is AlertToSend["schema"] => value === "common" || value === "legacy";
const isCondition = (value: unknown): value is AlertToSend["condition"] =>
  value === "Fired" || value === "Resolved";

const isCustomProperties = (value: unknown): value is CustomProperties =>
  isJsonObject(value) && Object.values(value).every((text) => typeof text === "string");

/** Reads a request to send an alert; a string describes what is wrong with it. */
export function readAlertToSend(request: unknown, defaultVm: string): AlertToSend | string {
  if (!isJsonObject(request))
    return 'The body must be a JSON object: {"vm", "scaleSet", "instance", "schema", "condition", "customProperties", "sample"}, all of them optional.';
  const { schema = "common", condition = "Fired", customProperties = null } = request;
  const { sample = null } = request;
  const target = readTarget(request, defaultVm);
  if (typeof target === "string") return target;
  if (!isSchema(schema)) return '"schema" must be "common" or "legacy".';
  if (!isCondition(condition)) return '"condition" must be "Fired" or "Resolved".';
  if (customProperties !== null && !isCustomProperties(customProperties))
    return '"customProperties" must be an object whose values are text.';
  if (sample !== null && !isSampleName(sample))
    return `"sample" must be one of ${Object.keys(sampleAlerts).join(", ")}.`;
  if (sample !== null && ownWords.some((name) => name in request))
    return `"sample" is a whole alert: only "vm" goes with it.`;
  return { ...target, schema, condition, customProperties, sample };
}

/** What a sample settles itself. */
const ownWords = ["scaleSet", "instance", "schema", "condition", "customProperties"];

type Target = Pick<AlertToSend, "vm" | "instance">;

/** The VM, or the scale set and perhaps its instance; a string describes what is wrong. */
function readTarget(request: JsonObject, defaultVm: string): Target | string {
  const { vm = defaultVm, scaleSet, instance = null } = request;
  if (scaleSet === undefined) {
    if (instance !== null) return '"instance" needs a "scaleSet".';
    const id = typeof vm === "string" ? vmId(vm) : null;
    return id === null
      ? `"vm" must be the ARM id of a VM or the name of one in ${world.resourceGroup}.`
      : { vm: id, instance };
  }
  if ("vm" in request) return '"vm" and "scaleSet" exclude each other.';
  const id = typeof scaleSet === "string" ? scaleSetId(scaleSet) : null;
  if (id === null)
    return `"scaleSet" must be the ARM id of a scale set or the name of one in ${world.resourceGroup}.`;
  if (instance !== null && (typeof instance !== "string" || !/^\d+$/.test(instance)))
    return '"instance" must be the number of an instance as text, "3" for example.';
  return { vm: id, instance };
}

/** A bare name means a scale set of the default world. */
function scaleSetId(text: string): string | null {
  const home = { subscription: world.subscription, group: world.resourceGroup };
  const target = parseAlertTarget(vmName.test(text) ? resourceId(home, scaleSetType, text) : text);
  return target?.type === scaleSetType ? target.id : null;
}

/** A bare name means a VM of the default world. */
function vmId(vm: string): string | null {
  const home = { subscription: world.subscription, group: world.resourceGroup };
  return (vmName.test(vm) ? vmResourceId(home, vm) : parseVmResourceId(vm))?.id ?? null;
}
