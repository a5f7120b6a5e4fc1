import { parseVmTarget, vmTarget } from "./vmTarget.ts";

export interface AlertRequest {
  /** ARM id. */
  readonly vm: string;
  readonly schema: "common" | "legacy";
  readonly condition: "Fired" | "Resolved";
}

/** Where a bare name of a VM is taken to be. */
const homeSubscription = "6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11";
const homeResourceGroup = "Prod-Web-RG";
const vmName = /^[a-z0-9][\w.-]{0,63}$/i;

const isSchema = (value: unknown): value is AlertRequest["schema"] =>
  value === "common" || value === "legacy";
const isCondition = (value: unknown): value is AlertRequest["condition"] =>
  value === "Fired" || value === "Resolved";

/** Reads a request for an alert; a string says what is wrong with it. */
export function readAlertRequest(request: unknown, defaultVm: string): AlertRequest | string {
  if (typeof request !== "object" || request === null || Array.isArray(request))
    return 'The body must be a JSON object: {"vm", "schema", "condition"}, all of them optional.';
  const { vm = defaultVm, schema = "common", condition = "Fired" } = request as Record<string, unknown>;
  const id = typeof vm === "string" ? vmId(vm) : null;
  if (id === null) return `"vm" must be the ARM id of a VM or the name of one in ${homeResourceGroup}.`;
  if (!isSchema(schema)) return '"schema" must be "common" or "legacy".';
  if (!isCondition(condition)) return '"condition" must be "Fired" or "Resolved".';
  return { vm: id, schema, condition };
}

function vmId(vm: string): string | null {
  if (vmName.test(vm)) return vmTarget(homeSubscription, homeResourceGroup, vm).id;
  return parseVmTarget(vm)?.id ?? null;
}
