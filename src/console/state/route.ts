import { listFilter, type ListFilter } from "../list/listFilter.ts";

/** A place on the page. */
export type Route =
  | { readonly screen: "list"; readonly filter: ListFilter }
  | { readonly screen: "capture"; readonly id: string }
  | { readonly screen: "start"; readonly vmId: string }
  | { readonly screen: "unknown" };

/** The page's addresses, behind its `#`. */
export const route = {
  read(hash: string): Route {
    const [, path = "", query = ""] = /^#?([^?]*)\??(.*)$/s.exec(hash) ?? [];
    if (path === "" || path === "/") return { screen: "list", filter: listFilter.read(query) };
    if (path === "/new") return { screen: "start", vmId: new URLSearchParams(query).get("vm") ?? "" };
    const [, id = ""] = /^\/captures\/([^/]+)$/.exec(path) ?? [];
    const decoded = decodedOf(id);
    return decoded === "" ? { screen: "unknown" } : { screen: "capture", id: decoded };
  },

  list(filter: ListFilter = listFilter.none): string {
    const query = listFilter.write(filter);
    return query === "" ? "#/" : `#/?${query}`;
  },

  capture: (id: string): string => `#/captures/${encodeURIComponent(id)}`,

  start: (vmId = ""): string => (vmId === "" ? "#/new" : `#/new?vm=${encodeURIComponent(vmId)}`),
};

function decodedOf(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
