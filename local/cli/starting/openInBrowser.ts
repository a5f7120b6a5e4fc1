import { spawn } from "node:child_process";
import { errorText } from "../../environment/errorText.ts";

/** The command that opens an address as a click would. */
function opener(platform: NodeJS.Platform): readonly [command: string, ...args: string[]] {
  if (platform === "darwin") return ["open"];
  // `start` belongs to the shell. Its first quoted argument is a window's title.
  if (platform === "win32") return ["cmd", "/c", "start", ""];
  return ["xdg-open"];
}

/**
 * Opens an address in the default browser. Resolves with null, or with why it could not be opened.
 * A browser that this starts is no part of the environment, so Ctrl-C does not reach it.
 */
export function openInBrowser(url: string, platform = process.platform): Promise<string | null> {
  const [command, ...args] = opener(platform);
  return new Promise((resolve) => {
    const child = spawn(command, [...args, url], { detached: true, stdio: "ignore" });
    child.once("error", (error) => {
      resolve(errorText(error));
    });
    child.once("exit", (code) => {
      resolve(code === 0 ? null : `${command} ended with exit code ${code ?? "none"}`);
    });
    child.unref();
  });
}
