import { world } from "../../../world.ts";
import { badRequest } from "../../armError.ts";
import { isObject, type JsonObject } from "../../requireProperties.ts";
import { storageAccountId, type StorageAccount } from "../../storageAccounts/storageAccountRoutes.ts";
import { hasAgent } from "../../virtualMachines/agentExtension.ts";
import { parseVmId, type Vm } from "../../virtualMachines/vm.ts";
import type { Vms } from "../../virtualMachines/vms.ts";
import type { Capture } from "../capture.ts";

/*
 * The codes that the service has for what is wrong with a capture are not published; those below that begin with
 * InvalidPacketCapture stand in for them. Ranges and defaults are those of its API description.
 */

const uint32 = 4_294_967_295;
const limits = {
  bytesToCapturePerPacket: { most: uint32, fallback: 0 },
  totalBytesPerSession: { most: uint32, fallback: 1_073_741_824 },
  timeLimitInSeconds: { most: 18_000, fallback: 18_000 },
} as const;

export type SessionLimits = Pick<Capture, keyof typeof limits>;

export type StorageLocation = Pick<Capture, "storageId" | "filePath"> & {
  /** `container/name` that the request itself chose. */
  readonly blob: string | null;
};

/** @throws AzureError 400 */
export function readSessionLimits(properties: JsonObject): SessionLimits {
  const read = (name: keyof typeof limits): number => {
    const { most, fallback } = limits[name];
    const value = properties[name] ?? fallback;
    if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= most) return value;
    throw badRequest("InvalidPacketCaptureLimit", `'${name}' must be a whole number from 0 to ${most}.`);
  };
  return {
    bytesToCapturePerPacket: read("bytesToCapturePerPacket"),
    totalBytesPerSession: read("totalBytesPerSession"),
    timeLimitInSeconds: read("timeLimitInSeconds"),
  };
}

/** The VM to capture on, which must be able to. @throws AzureError 400 */
export function readCaptureTarget(properties: JsonObject, vms: Vms, now: number): { target: string; vm: Vm } {
  const target = properties.target;
  if (typeof target !== "string" || parseVmId(target) === null)
    throw badRequest("InvalidPacketCaptureTarget", "'target' must be the id of a virtual machine.");
  const vm = vms.find(target);
  if (vm === null)
    throw badRequest("InvalidPacketCaptureTarget", `The target virtual machine '${target}' was not found.`);
  if (vm.location !== world.location)
    throw badRequest(
      "InvalidPacketCaptureTarget",
      `The target is in ${vm.location}, and this Network Watcher is in ${world.location}.`,
    );
  if (vm.powerState !== "running")
    throw badRequest("InvalidPacketCaptureTarget", `The target virtual machine is ${vm.powerState}.`);
  if (!hasAgent(vm, now))
    throw badRequest(
      "InvalidPacketCaptureTarget",
      "The Network Watcher agent extension is not installed on the target virtual machine.",
    );
  return { target, vm };
}

const refuseLocation = (message: string) => badRequest("InvalidPacketCaptureStorageLocation", message);

/** Where the file goes: storage, the VM, or both. @throws AzureError 400 */
export function readStorageLocation(
  properties: JsonObject,
  vm: Vm,
  account: StorageAccount,
): StorageLocation {
  const location = properties.storageLocation;
  if (!isObject(location)) throw refuseLocation("'storageLocation' is missing.");
  const [storageId, storagePath, filePath] = ["storageId", "storagePath", "filePath"].map((name) => {
    const value = location[name] ?? "";
    if (typeof value !== "string") throw refuseLocation(`'${name}' is not a text.`);
    return value === "" ? null : value;
  }) as [string | null, string | null, string | null];
  if (storageId === null && filePath === null)
    throw refuseLocation("'storageLocation' needs a storageId or a filePath.");
  if (storageId !== null && storageId.toLowerCase() !== storageAccountId(account.name).toLowerCase())
    throw refuseLocation(`The storage account '${storageId}' was not found.`);
  if (storageId === null && storagePath !== null)
    throw refuseLocation("A storagePath needs the storageId of its account.");
  if (filePath !== null) checkFilePath(filePath, vm);
  return { storageId, filePath, blob: storagePath === null ? null : readBlob(storagePath, account) };
}

function checkFilePath(path: string, vm: Vm): void {
  if (!path.toLowerCase().endsWith(".cap")) throw refuseLocation("'filePath' must end in .cap.");
  if (vm.osType === "Linux" && !path.startsWith("/var/captures"))
    throw refuseLocation("'filePath' on Linux must start with /var/captures.");
}

function readBlob(path: string, account: StorageAccount): string {
  const blob = path.startsWith(`${account.endpoint}/`) ? path.slice(account.endpoint.length + 1) : "";
  if (!/^[a-z0-9][a-z0-9-]{2,62}\/[^?#]+\.cap$/.test(blob))
    throw refuseLocation("'storagePath' must be the URL of a .cap file in the storage account.");
  return decodeURI(blob);
}

/** No grammar is published for names of captures; this is the one of the service's other resources. */
export function checkName(name: string): void {
  if (!/^[A-Za-z0-9]([A-Za-z0-9_.-]{0,78}[A-Za-z0-9_])?$/.test(name))
    throw badRequest("InvalidResourceName", `Resource name '${name}' is invalid.`);
}

/** @throws AzureError 400 for what this Network Watcher does not offer. */
export function refuseUnsupported(properties: JsonObject): void {
  if (properties.continuousCapture === true)
    throw badRequest(
      "SubscriptionNotRegisteredForFeature",
      "Continuous capture is in preview, and this subscription is not registered for it.",
    );
  const targetType = properties.targetType ?? "AzureVM";
  if (targetType !== "AzureVM" && targetType !== 0)
    throw badRequest("InvalidPacketCaptureTarget", "There is no virtual machine scale set to capture on.");
}
