import { readPorts } from "../../environment/ports.ts";
import { CommandError } from "../command/commandError.ts";
import { isOnThisMachine } from "./isOnThisMachine.ts";
import type { EnvironmentVariables } from "../../environment/environmentVariables.ts";
import type { CommandOptions } from "../command/command.ts";

/** Which function app a command calls. */
export interface AppAddress {
  /** Its origin, without a slash at the end. */
  readonly url: string;
  readonly key: string | null;
}

/** The options that name an app. */
export const appOptions = {
  url: { type: "string", value: "URL", help: "the function app; the one on this machine unless given" },
  key: {
    type: "string",
    value: "KEY",
    help: "a function key, where the app asks for one; better given as CAPTURE_APP_KEY, which no list of processes shows",
  },
} as const satisfies CommandOptions;

/** Their environment variables. */
export const appVariables = [
  ["PORT", "port of the function app on this machine (7071)"],
  ["LOCAL_CONTROL_PORT", "port of its control API (7072)"],
  ["CAPTURE_APP_KEY", "a function key; --key counts first"],
] as const;

/** @throws CommandError for an address that is none, and for a key that would travel unencrypted. */
export function appAddress(
  given: { readonly url: string | null; readonly key: string | null },
  env: EnvironmentVariables,
): AppAddress {
  const key = given.key ?? (env.CAPTURE_APP_KEY === "" ? null : (env.CAPTURE_APP_KEY ?? null));
  if (given.url === null) return { url: `http://127.0.0.1:${readPorts(env).functions}`, key };
  const url = readUrl(given.url);
  if (key !== null && url.protocol === "http:" && !isOnThisMachine(url.href))
    throw CommandError.usage("A key is not sent over plain http.", "Name the app with https://.");
  return { url: url.origin, key };
}

function readUrl(text: string): URL {
  const url = URL.parse(/^[\w.-]+\.[a-z]+$/i.test(text) ? `https://${text}` : text);
  if (url === null || !/^https?:$/.test(url.protocol))
    throw CommandError.usage(
      `--url ${text} is no address of a function app.`,
      "It looks like https://<app>.azurewebsites.net or http://127.0.0.1:7071.",
    );
  return url;
}
