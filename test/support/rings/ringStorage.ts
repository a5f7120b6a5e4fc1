import { ContainerClient, StorageSharedKeyCredential } from "@azure/storage-blob";
import { pcapFile } from "../packets/captureFiles.ts";
import { vmId } from "../world/payloads.ts";
import type { RunningStorage } from "../../../local/environment/environment.ts";

const accountKey = Buffer.from("simulated storage account key").toString("base64");
const two = (value: number): string => String(value).padStart(2, "0");

/** The folder of a VM's captures on a day, in lower case, as recorded. */
export function folderOf(vmName: string, at: number): string {
  const day = new Date(at);
  const date = [day.getUTCFullYear(), two(day.getUTCMonth() + 1), two(day.getUTCDate())].join("/");
  return `${vmId(vmName).slice(1).toLowerCase()}/${date}`;
}

/** A capture file of empty frames, captured at these times in milliseconds since the epoch. */
export const framesAt = (...times: readonly number[]): Buffer =>
  pcapFile(
    times.map((at) => ({
      seconds: Math.floor(at / 1000),
      nanoseconds: Math.round((at % 1000) * 1e6),
      ...{ frame: Buffer.alloc(60), kept: 60 },
    })),
    { link: 1, littleEndian: true, nanoseconds: true },
  );

/** Puts files into a container of the capture account, as the agent on a VM does; their URLs by names. */
export async function putFiles(
  { blob }: Pick<RunningStorage, "blob">,
  files: Readonly<Record<string, Buffer>>,
  containerName = "network-watcher-logs",
): Promise<Readonly<Record<string, string>>> {
  const key = new StorageSharedKeyCredential("captureonalert", accountKey);
  const container = new ContainerClient(`${blob.endpoint}/${containerName}`, key);
  await container.createIfNotExists();
  const urls: Record<string, string> = {};
  for (const [name, content] of Object.entries(files)) {
    const file = container.getBlockBlobClient(name);
    await file.uploadData(content);
    urls[name] = file.url;
  }
  return urls;
}
