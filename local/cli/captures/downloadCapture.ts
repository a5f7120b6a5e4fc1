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
import type { AppAnswer, AppClient } from "../app/appClient.ts";

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
    const response = await open(client, id, vm);
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

/**
 * By the link that the app makes. Where it has no such route, or this machine does not trust the storage that
 * the link leads to, from the control API beside it.
 */
async function open(client: AppClient, id: string, vm: JsonObject): Promise<Response> {
  const name = encodeURIComponent(textOf(vm.vmId) ?? vmName(vm));
  const answer = await client.call("GET", `/api/captures/${id}/file?vm=${name}`);
  const url = answer.status === 200 ? textOf(answer.body.url) : null;
  const linked = url === null ? withoutLink(answer, vm) : await follow(url, vm);
  if (linked instanceof Response) return linked;
  const control = ControlClient.beside(client.address.url, process.env);
  const here = await control?.captureFile(textOf(vm.captureName) ?? "");
  if (here === undefined || here === null) throw linked;
  return here;
}

/** The file, or why it cannot be had by this link. */
async function follow(url: string, vm: JsonObject): Promise<Response | CommandError> {
  try {
    const response = await reach(url);
    if (response.ok) return response;
    return new CommandError(`Storage refuses the file (HTTP ${response.status}).`, azText(vm));
  } catch (error) {
    if (error instanceof CommandError) return new CommandError(error.message, azText(vm));
    throw error;
  }
}

/** Why the app gives no link, and how else to get the file. */
function withoutLink({ body }: AppAnswer, vm: JsonObject): CommandError {
  const reason = textOf(body.detail);
  if (reason === null) return new CommandError("This app does not hand capture files out.", azText(vm));
  return new CommandError(reason, Array.isArray(body.commands) ? azText(vm) : null);
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
