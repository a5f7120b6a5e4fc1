import { statSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { problemText, type AppClient } from "../app/appClient.ts";
import { CommandError, exitCodes } from "../command/commandError.ts";
import { fileProblem } from "../command/fileProblem.ts";
import { terminal } from "../terminal/terminal.ts";

interface EvidenceOptions {
  /** A folder, or the name of the file; null: the record is printed. */
  readonly output: string | null;
  readonly json: boolean;
}

/** `npm run captures -- evidence`: the evidence record of an alert, printed or saved byte for byte. */
export async function saveEvidence(
  client: AppClient,
  id: string,
  { output, json }: EvidenceOptions,
): Promise<number> {
  const { text, ...answer } = await client.call("GET", `/api/captures/${id}/evidence`);
  if (answer.status === 409)
    throw new CommandError("The capture is still running.", `npm run captures -- show ${id}`);
  if (answer.status !== 200) throw new CommandError(problemText({ text, ...answer }, client.address.url));
  if (output === null) {
    terminal.printJson(answer.body);
    return exitCodes.ok;
  }
  const isFolder = statSync(output, { throwIfNoEntry: false })?.isDirectory() === true;
  const file = isFolder ? join(output, `evidence-${id}.json`) : output;
  const bytes = Buffer.from(text);
  try {
    await writeFile(file, bytes, { flag: "wx", mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST")
      throw new CommandError(`${file} exists already.`, "Choose another name or a folder with --output.");
    throw fileProblem(file, error, "Choose another place with --output.");
  }
  if (json) terminal.printJson({ id, file, bytes: bytes.length });
  else terminal.print(`${file} (${bytes.length} bytes)`);
  return exitCodes.ok;
}
