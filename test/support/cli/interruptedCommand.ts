import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

interface Interrupted {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const folder = join(import.meta.dirname, "../../../local/cli");

/** Runs a command until it has printed a line that `awaited` matches, and then presses Ctrl-C. */
export async function interruptedCommand(
  [command = "", ...args]: readonly string[],
  awaited: RegExp,
  env: Readonly<Record<string, string>>,
): Promise<Interrupted> {
  const child = spawn(process.execPath, [join(folder, `${command}.ts`), ...args], {
    env: { ...process.env, NO_COLOR: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed = { stdout: "", stderr: "" };
  let isPressed = false;
  for (const stream of ["stdout", "stderr"] as const)
    child[stream].setEncoding("utf8").on("data", (text: string) => {
      printed[stream] += text;
      if (isPressed || !awaited.test(printed.stdout)) return;
      isPressed = true;
      child.kill("SIGINT");
    });
  const [code] = (await once(child, "close")) as [number | null];
  return { code, ...printed };
}
