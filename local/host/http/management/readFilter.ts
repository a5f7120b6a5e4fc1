import { runtimeStatuses, type RuntimeStatus } from "../../protocol/runtimeStatus.ts";
import type { InstanceFilter } from "../../store/instanceQuery.ts";

/** The filter in a query. The extension ignores what it cannot read, and so the filter is wider then. */
export const readFilter = (query: URLSearchParams): InstanceFilter => ({
  createdFrom: readTime(query.get("createdTimeFrom")),
  createdTo: readTime(query.get("createdTimeTo")),
  statuses: readStatuses(query.getAll("runtimeStatus")),
  idPrefix: query.get("instanceIdPrefix") ?? "",
});

function readTime(text: string | null): number | null {
  const time = Date.parse(text ?? "");
  return Number.isNaN(time) ? null : time;
}

function readStatuses(texts: readonly string[]): readonly RuntimeStatus[] {
  const names = texts.flatMap((text) => text.split(",")).map((name) => name.trim().toLowerCase());
  return runtimeStatuses.filter((status) => names.includes(status.toLowerCase()));
}
