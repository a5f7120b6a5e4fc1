import { ignoredSettings } from "../../environment/ignoredSettings.ts";
import { terminal } from "../terminal/terminal.ts";
import type { EnvironmentVariables } from "../../environment/environmentVariables.ts";

/** Prints the names of settings that are ignored, never the values. */
export function tellIgnoredSettings(user: EnvironmentVariables): void {
  const names = ignoredSettings(user);
  if (names.length > 0)
    terminal.printError(
      `Ignored, because they sign in to a tenant that is not simulated here: ${names.join(", ")}`,
    );
}
