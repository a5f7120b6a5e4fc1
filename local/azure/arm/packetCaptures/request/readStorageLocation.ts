import { isJsonObject, type JsonObject } from "../../../jsonObject.ts";
import { armError } from "../../armError.ts";
import { storageAccountId } from "../../storageAccounts/storageAccountRoutes.ts";
import type { BlobAccount } from "../../storageAccounts/blobAccount.ts";
import type { Vm } from "../../virtualMachines/vm.ts";
import type { Capture } from "../capture.ts";

type StorageLocation = Pick<Capture, "storageId" | "filePath"> & {
  /** `container/name` where the request chose it. */
  readonly blob: string | null;
};

const refuseLocation = (message: string) =>
  armError.badRequest("InvalidPacketCaptureStorageLocation", message);

/** The file's destination: storage, the VM, or both. @throws AzureError 400 */
export function readStorageLocation(properties: JsonObject, vm: Vm, storage: BlobAccount): StorageLocation {
  const location = properties.storageLocation;
  if (!isJsonObject(location)) throw refuseLocation("'storageLocation' is missing.");
  const [storageId, storagePath, filePath] = ["storageId", "storagePath", "filePath"].map((name) => {
    const value = location[name] ?? "";
    if (typeof value !== "string") throw refuseLocation(`'${name}' must be text.`);
    return value === "" ? null : value;
  }) as [string | null, string | null, string | null];
  if (storageId === null && filePath === null)
    throw refuseLocation("'storageLocation' needs a storageId or a filePath.");
  if (storageId !== null && storageId.toLowerCase() !== storageAccountId(storage.account).toLowerCase())
    throw refuseLocation(`The storage account '${storageId}' was not found.`);
  if (storageId === null && storagePath !== null)
    throw refuseLocation("A storagePath needs the storageId of its account.");
  if (filePath !== null) checkFilePath(filePath, vm);
  return { storageId, filePath, blob: storagePath === null ? null : readBlob(storagePath, storage) };
}

function checkFilePath(path: string, vm: Vm): void {
  if (!path.toLowerCase().endsWith(".cap")) throw refuseLocation("'filePath' must end in .cap.");
  if (vm.osType === "Linux" && !path.startsWith("/var/captures"))
    throw refuseLocation("'filePath' on Linux must start with /var/captures.");
}

function readBlob(path: string, storage: BlobAccount): string {
  const blob = path.startsWith(`${storage.endpoint}/`) ? path.slice(storage.endpoint.length + 1) : "";
  if (!/^[a-z0-9][a-z0-9-]{2,62}\/[^?#]+\.cap$/.test(blob))
    throw refuseLocation("'storagePath' must be the URL of a .cap file in the storage account.");
  return decodeURI(blob);
}
