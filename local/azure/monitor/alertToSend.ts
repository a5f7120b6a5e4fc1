import { parseVmTarget, vmTarget } from "../arm/virtualMachines/vmResourceId.ts";

export interface AlertToSend {
  /** ARM id. */
  readonly vm: string;
  readonly schema: "common" | "legacy";
  readonly condition: "Fired" | "Resolved";
  /** Of the alert rule; null: it has none. */
  readonly customProperties: CustomProperties | null;
}

export type CustomProperties = Readonly<Record<string, string>>;

/** Where a bare name of a VM is taken to be. */
const homeSubscription = "6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11";
const homeResourceGroup = "Prod-Web-RG";
const vmName = /^[a-z0-9][\w.-]{0,63}$/i;

const isSchema = (value: unknown): value is AlertToSend["schema"] => value === "common" || value === "legacy";
const isCondition = (value: unknown): value is AlertToSend["condition"] =>
  value === "Fired" || value === "Resolved";

const isCustomProperties = (value: unknown): value is CustomProperties =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((text) => typeof text === "string");

/** Reads a request for an alert; a string says what is wrong with it. */
export function readAlertToSend(request: unknown, defaultVm: string): AlertToSend | string {
  if (typeof request !== "object" || request === null || Array.isArray(request))
    return 'The body must be a JSON object: {"vm", "schema", "condition", "customProperties"}, all of them optional.';
  const fields = request as Record<string, unknown>;
  const { vm = defaultVm, schema = "common", condition = "Fired", customProperties = null } = fields;
  const id = typeof vm === "string" ? vmId(vm) : null;
  if (id === null) return `"vm" must be the ARM id of a VM or the name of one in ${homeResourceGroup}.`;
  if (!isSchema(schema)) return '"schema" must be "common" or "legacy".';
  if (!isCondition(condition)) return '"condition" must be "Fired" or "Resolved".';
  if (customProperties !== null && !isCustomProperties(customProperties))
    return '"customProperties" must be an object whose values are texts.';
  return { vm: id, schema, condition, customProperties };
}

function vmId(vm: string): string | null {
  if (vmName.test(vm)) return vmTarget(homeSubscription, homeResourceGroup, vm).id;
  return parseVmTarget(vm)?.id ?? null;
}
