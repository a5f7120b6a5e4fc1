import { createHash, timingSafeEqual } from "node:crypto";
import type { Keys } from "../keys.ts";
import type { HttpFunction } from "../worker/appFunction.ts";
import type { HostAnswer } from "./hostAnswer.ts";
import type { HostRequest } from "./hostRequest.ts";

/** Whether a request may call a function: its `x-functions-key` or `code` is one of the function's keys. */
export function mayCall(request: HostRequest, { name, authLevel }: HttpFunction, keys: Keys): boolean {
  switch (authLevel) {
    case "anonymous":
      return true;
    case "function":
      return shows(request, [keys.functions[name], keys.host, keys.master]);
    case "admin":
      return shows(request, [keys.master]);
  }
}

/** Null: the request may call the management API. Otherwise the answer to it. */
export function refusedManagement(request: HostRequest, { durable, master, host }: Keys): HostAnswer | null {
  if (shows(request, [durable, master])) return null;
  if (shows(request, [host])) return { status: 403 };
  return { status: 401, headers: { "www-authenticate": "Bearer" } };
}

function shows({ headers, url }: HostRequest, keys: readonly (string | undefined)[]): boolean {
  const shown = headers["x-functions-key"] ?? url.searchParams.get("code") ?? "";
  return keys.some((key) => key !== undefined && timingSafeEqual(digest(key), digest(shown)));
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
