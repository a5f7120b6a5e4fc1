import { parseVmResourceId, vmResourceId } from "../arm/virtualMachines/vmResourceId.ts";
import { isJsonObject } from "../jsonObject.ts";
import { world } from "../world.ts";
import { isSampleName, sampleAlerts, type SampleName } from "./sampleAlerts.ts";
import type { CustomProperties } from "./metricAlert.ts";

export interface AlertToSend {
  /** ARM id. */
  readonly vm: string;
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
    return 'The body must be a JSON object: {"vm", "schema", "condition", "customProperties", "sample"}, all of them optional.';
  const { vm = defaultVm, schema = "common", condition = "Fired", customProperties = null } = request;
  const { sample = null } = request;
  const id = typeof vm === "string" ? vmId(vm) : null;
  if (id === null) return `"vm" must be the ARM id of a VM or the name of one in ${world.resourceGroup}.`;
  if (!isSchema(schema)) return '"schema" must be "common" or "legacy".';
  if (!isCondition(condition)) return '"condition" must be "Fired" or "Resolved".';
  if (customProperties !== null && !isCustomProperties(customProperties))
    return '"customProperties" must be an object whose values are text.';
  if (sample !== null && !isSampleName(sample))
    return `"sample" must be one of ${Object.keys(sampleAlerts).join(", ")}.`;
  if (sample !== null && ownWords.some((name) => name in request))
    return `"sample" is a whole alert: only "vm" goes with it.`;
  return { vm: id, schema, condition, customProperties, sample };
}

/** What a sample settles itself. */
const ownWords = ["schema", "condition", "customProperties"];

/** A bare name means a VM of the default world. */
function vmId(vm: string): string | null {
  const home = { subscription: world.subscription, group: world.resourceGroup };
  return (vmName.test(vm) ? vmResourceId(home, vm) : parseVmResourceId(vm))?.id ?? null;
}
