import { execFile } from "node:child_process";
import { join } from "node:path";

interface CliResult {
  readonly code: number | string | null;
  readonly stdout: string;
  readonly stderr: string;
}

const folder = join(import.meta.dirname, "../../../local/cli");

/** Runs a command of local/cli as a process of its own. `input` is its standard input. */
export const cliProcess = (
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  input: Uint8Array = new Uint8Array(),
): Promise<CliResult> =>
  new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [join(folder, `${command}.ts`), ...args],
      { env: { ...process.env, NO_COLOR: "1", ...env }, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : (error.code ?? error.signal ?? null), stdout, stderr });
      },
    );
    // A command that does not read its input may have ended by now.
    child.stdin?.on("error", () => undefined);
    child.stdin?.end(input);
  });
