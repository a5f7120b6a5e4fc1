import type { HttpRequest } from "../http/httpRequest.ts";

interface Paging {
  readonly request: HttpRequest;
  readonly pageSize: number;
  readonly baseUrl: string;
}

/** The page of a list that a request asks for, with a link to the next one. */
export function pageOf<T>(
  all: readonly T[],
  { request: { path, query }, pageSize, baseUrl }: Paging,
): { readonly value: readonly T[]; readonly nextLink?: string } {
  const start = Number(query.get("$skiptoken") ?? 0);
  const value = all.slice(start, start + pageSize);
  if (start + pageSize >= all.length) return { value };
  const next = new URLSearchParams(query);
  next.set("$skiptoken", String(start + pageSize));
  return { value, nextLink: `${baseUrl}${path}?${next.toString()}` };
}
