import { errorText } from "../../environment/errorText.ts";
import { CommandError } from "../command/commandError.ts";
import { isOnThisMachine } from "./isOnThisMachine.ts";

/** Calls a URL. Redirects are not followed: a key goes to the app that was named. @throws CommandError */
export async function reach(url: string, init: RequestInit = {}): Promise<Response> {
  try {
    return await fetch(url, { ...init, redirect: "manual" });
  } catch (error) {
    throw unreachable(url, error);
  }
}

function unreachable(url: string, error: unknown): CommandError {
  const { origin, port } = new URL(url);
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : null;
  const code = cause !== null && "code" in cause ? String(cause.code) : null;
  if (isOnThisMachine(url))
    return new CommandError(
      code === "ECONNREFUSED"
        ? `Nothing is listening on port ${port}.`
        : `${origin} cannot be called: ${cause?.message ?? errorText(error)}.`,
      "Run `npm start` first. Another port is chosen with PORT, an app elsewhere with --url.",
    );
  return new CommandError(
    `${origin} cannot be reached${code === null ? "" : ` (${code})`}.`,
    "Check the address given with --url, and the network.",
  );
}
