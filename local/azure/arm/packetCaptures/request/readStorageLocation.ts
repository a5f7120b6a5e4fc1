import { isJsonObject, type JsonObject } from "../../../jsonObject.ts";
import { armError } from "../../armError.ts";
import { storageAccountId } from "../../storageAccounts/storageAccountRoutes.ts";
import type { BlobAccount } from "../../storageAccounts/blobAccount.ts";
import type { OsType } from "../../virtualMachines/vm.ts";
import type { Capture } from "../capture.ts";

type StorageLocation = Pick<Capture, "storageId" | "filePath" | "localPath"> & {
  /** `container/name` where the request chose it. */
  readonly blob: string | null;
};

const refuseLocation = (message: string) =>
  armError.badRequest("InvalidPacketCaptureStorageLocation", message);

/**
 * The file's destination: storage, the machine, or both. A continuous session has `localPath` in place of
 * `filePath`.
 * @throws AzureError 400
 */
export function readStorageLocation(
  properties: JsonObject,
  osType: OsType | null,
  storage: BlobAccount,
): StorageLocation {
  const { storageLocation: location, continuousCapture = null } = properties;
  if (!isJsonObject(location)) throw refuseLocation("'storageLocation' is missing.");
  const read = (name: string) => readText(location, name);
  const [storageId, storagePath] = [read("storageId"), read("storagePath")];
  const [filePath, localPath] = [read("filePath"), read("localPath")];
  if (filePath !== null && continuousCapture !== null)
    throw refuseLocation("'filePath' is not valid with continuousCapture; use 'localPath'.");
  if (storageId === null && filePath === null && localPath === null)
    throw refuseLocation("'storageLocation' needs a storageId or a filePath.");
  if (storageId !== null && storageId.toLowerCase() !== storageAccountId(storage.account).toLowerCase())
    throw refuseLocation(`The storage account '${storageId}' was not found.`);
  if (storageId === null && storagePath !== null)
    throw refuseLocation("A storagePath needs the storageId of its account.");
  for (const path of [filePath, localPath]) if (path !== null) checkPath(path, osType);
  const blob = storagePath === null ? null : readBlob(storagePath, storage);
  return { storageId, filePath, localPath, blob };
}

/** Null where it is absent or empty. */
function readText(location: JsonObject, name: string): string | null {
  const value = location[name] ?? "";
  if (typeof value !== "string") throw refuseLocation(`'${name}' must be text.`);
  return value === "" ? null : value;
}

/** A path relative to the agent's folder is accepted on Windows, as `Captest03.cap` was in a recording. */
function checkPath(path: string, osType: OsType | null): void {
  if (!path.toLowerCase().endsWith(".cap")) throw refuseLocation("The path on the machine must end in .cap.");
  if (osType === "Linux" && !path.startsWith("/var/captures"))
    throw refuseLocation("The path on Linux must start with /var/captures.");
}

function readBlob(path: string, storage: BlobAccount): string {
  const blob = path.startsWith(`${storage.endpoint}/`) ? path.slice(storage.endpoint.length + 1) : "";
  if (!/^[a-z0-9][a-z0-9-]{2,62}\/[^?#]+\.cap$/.test(blob))
    throw refuseLocation("'storagePath' must be the URL of a .cap file in the storage account.");
  return decodeURI(blob);
}
