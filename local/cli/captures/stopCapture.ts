import { problemText, type AppClient } from "../app/appClient.ts";
import { CommandError, exitCodes } from "../command/commandError.ts";
import { terminal } from "../terminal/terminal.ts";
import { readCaptureView } from "./findId.ts";
import { listedCapture } from "./listedCapture.ts";

interface StopOptions {
  readonly force: boolean;
  readonly json: boolean;
}

/** `npm run captures -- stop`: tells the app to end a capture early. */
export async function stopCapture(
  client: AppClient,
  id: string,
  { force, json }: StopOptions,
): Promise<number> {
  const { vms, vmNames } = listedCapture(await readCaptureView(client, id));
  const answer = await client.call("POST", `/api/captures/${id}/stop`, JSON.stringify({ force }));
  if (answer.status === 409)
    throw new CommandError(`${id} has already ended.`, `npm run captures -- show ${id}`);
  if (answer.status !== 202) throw new CommandError(problemText(answer, client.address.url));
  if (json) {
    terminal.printJson({ ...answer.body, vms: vmNames, force });
    return exitCodes.ok;
  }
  const running = vmNames.filter((_, index) => vms[index]?.outcome === undefined);
  terminal.print(`Stopping the capture of ${running.join(", ") || "no VM yet"} (${id}).`);
  terminal.print(
    force
      ? "It ends for every alert that follows it. The file and the email come as usual."
      : "The file and the email come as usual. If other alerts follow this capture, it goes on for them: --force ends it for all.",
  );
  return exitCodes.ok;
}
