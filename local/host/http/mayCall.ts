import { createHash, timingSafeEqual } from "node:crypto";
import type { Keys } from "../keys.ts";
import type { HttpFunction } from "../worker/appFunction.ts";
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

export const mayManage = (request: HostRequest, { durable, master }: Keys): boolean =>
  shows(request, [durable, master]);

function shows({ headers, url }: HostRequest, keys: readonly (string | undefined)[]): boolean {
  const shown = headers["x-functions-key"] ?? url.searchParams.get("code") ?? "";
  return keys.some((key) => key !== undefined && timingSafeEqual(digest(key), digest(shown)));
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
