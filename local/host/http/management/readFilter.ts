import { runtimeStatuses, type RuntimeStatus } from "../../protocol/runtimeStatus.ts";
import type { InstanceFilter } from "../../store/instanceQuery.ts";

/** The filter in a query, or what is wrong with it. */
export function readFilter(query: URLSearchParams): InstanceFilter | string {
  const createdFrom = readTime(query.get("createdTimeFrom"));
  const createdTo = readTime(query.get("createdTimeTo"));
  if (Number.isNaN(createdFrom) || Number.isNaN(createdTo)) return "A creation time is not a date and time.";
  const statuses = readStatuses(query.getAll("runtimeStatus"));
  if (statuses === null) return `runtimeStatus must be one of ${runtimeStatuses.join(", ")}.`;
  return { createdFrom, createdTo, statuses, idPrefix: query.get("instanceIdPrefix") ?? "" };
}

const readTime = (text: string | null): number | null =>
  text === null || text === "" ? null : Date.parse(text);

function readStatuses(texts: readonly string[]): readonly RuntimeStatus[] | null {
  const names = texts.flatMap((text) => text.split(",")).map((name) => name.trim().toLowerCase());
  const requested = names.filter((name) => name !== "");
  const found = runtimeStatuses.filter((status) => requested.includes(status.toLowerCase()));
  return found.length === new Set(requested).size ? found : null;
}
