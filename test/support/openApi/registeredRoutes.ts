import { readFileSync } from "node:fs";
import { statusFlags } from "../../../src/functions/statusFlags.ts";
import { repository } from "../documents.ts";

interface RegisteredRoute {
  /** The name of its function. */
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly query: "any" | readonly string[];
  /** Whether the host asks for no key. */
  readonly isOpen: boolean;
}

const registration =
  /^(?<by>route|onPageToo)\(\s*"(?<id>\w+)",\s*"(?<method>[A-Z]+)",\s*"(?<path>[^"]+)",\s*(?<query>"any"|\[.*?\]|\w+),?.*?\);$/gms;

/** The routes as src/main.ts registers them. */
export const registeredRoutes: readonly RegisteredRoute[] = [
  ...readFileSync(new URL("src/main.ts", repository), "utf8").matchAll(registration),
].flatMap(([call, by = "", id = "", method = "", path = "", query = ""]) => {
  const parameters = query === "statusFlags" ? statusFlags : (JSON.parse(query) as "any" | readonly string[]);
  const isOpen = /"anonymous",?\s*\);$/.test(call);
  const route = { id, method, path: `/api/${path}`, query: parameters, isOpen };
  const twin = { ...route, id: `${id}SignedIn`, path: `/api/ui/api/${path}`, isOpen: true };
  return by === "onPageToo" ? [route, twin] : [route];
});
