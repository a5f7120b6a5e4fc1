import { statSync } from "node:fs";
import { basename, join } from "node:path";
import { ControlClient } from "../app/controlClient.ts";
import { reach } from "../app/reach.ts";
import { CommandError, exitCodes } from "../command/commandError.ts";
import { terminal } from "../terminal/terminal.ts";
import { readCaptureView } from "./findId.ts";
import { listedCapture, textOf, vmName } from "./listedCapture.ts";
import { saveFile } from "./saveFile.ts";
import type { JsonObject } from "../../azure/jsonObject.ts";
import type { AppClient } from "../app/appClient.ts";

interface DownloadOptions {
  /** A folder, or for one file its name; null: the current folder. */
  readonly output: string | null;
  readonly json: boolean;
}

interface Downloaded {
  readonly vm: string;
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** `npm run captures -- download`: the capture files of an alert. */
export async function downloadCapture(
  client: AppClient,
  id: string,
  { output, json }: DownloadOptions,
): Promise<number> {
  const { state, vms } = listedCapture(await readCaptureView(client, id));
  const wanted = vms.filter(({ fileUrl }) => typeof fileUrl === "string");
  if (wanted.length === 0) throw withoutFile(id, state, vms);
  const files: Downloaded[] = [];
  for (const vm of wanted) {
    const response = await open(client, id, vm, wanted.length === 1);
    const file = placeOf(vm, output, wanted.length === 1);
    files.push({ vm: vmName(vm), file, ...(await saveFile(response, file, textOf(vm.sha256))) });
  }
  if (json) terminal.printJson({ id, files });
  else for (const { vm, file, bytes } of files) terminal.print(`${vm}: ${file} (${bytes} bytes)`);
  return exitCodes.ok;
}

function withoutFile(id: string, state: string, vms: readonly JsonObject[]): CommandError {
  const onVm = vms.map(({ guestPath }) => textOf(guestPath)).find((path) => path !== null);
  if (state === "running")
    return new CommandError("The capture is still running.", `npm run captures -- show ${id}`);
  return onVm === undefined
    ? new CommandError("The capture left no file.", `npm run captures -- show ${id} gives the reason.`)
    : new CommandError("The capture file is only on the VM.", `Copy it from there: ${onVm}`);
}

/** From the control API on this machine; elsewhere by the app's route for files, where it has one. */
async function open(client: AppClient, id: string, vm: JsonObject, isOnly: boolean): Promise<Response> {
  const control = ControlClient.beside(client.address.url, process.env);
  const here = await control?.captureFile(textOf(vm.captureName) ?? "");
  if (here !== undefined && here !== null) return here;
  const answer = isOnly ? await client.call("GET", `/api/captures/${id}/file`) : null;
  const url = answer?.status === 200 ? textOf(answer.body.url) : null;
  if (url === null) throw new CommandError("This app does not hand capture files out.", azText(vm));
  const response = await reach(url);
  if (response.ok) return response;
  throw new CommandError(`Storage refuses the file (HTTP ${response.status}).`, azText(vm));
}

function azText(vm: JsonObject): string {
  const url = textOf(vm.fileUrl) ?? "";
  const isPlain = /^https:\/\/[\w.:/%~+-]+$/.test(url);
  const command = `az storage blob download --auth-mode login --blob-url "${url}" --file "${fileName(vm)}"`;
  return isPlain ? `Get it with your own sign-in:\n  ${command}` : `It is at ${url}`;
}

/** Of the session; nothing in it leads out of the folder. */
const fileName = (vm: JsonObject): string =>
  `${basename(textOf(vm.captureName) ?? "").replaceAll(/[^\w.-]/g, "_") || "capture"}.cap`;

function placeOf(vm: JsonObject, output: string | null, isOnly: boolean): string {
  if (output === null) return fileName(vm);
  const isFolder = statSync(output, { throwIfNoEntry: false })?.isDirectory() === true;
  if (isFolder) return join(output, fileName(vm));
  if (isOnly) return output;
  throw new CommandError(
    `${output} is no folder, and there are several files.`,
    "Name a folder with --output.",
  );
}
