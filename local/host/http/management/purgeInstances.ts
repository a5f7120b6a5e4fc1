import { json, text, type Answer } from "../hostRequest.ts";
import { readFilter } from "./readFilter.ts";
import type { ManagementCall } from "./management.ts";

/** DELETE instances/{id} */
export function purgeInstance({ context, first: id }: ManagementCall): Answer {
  switch (context.control.purge(id)) {
    case "purged":
      return json(200, { instancesDeleted: 1 });
    case "unknown":
      return text(404, "There is no instance of this id.");
    case "running":
      return text(412, "The instance has not ended.");
  }
}

/** DELETE instances: those that have ended and that the filter takes. */
export function purgeInstances({ context, query }: ManagementCall): Answer {
  const filter = readFilter(query);
  if (typeof filter === "string") return text(400, filter);
  if (filter.createdFrom === null) return text(400, "createdTimeFrom must be given.");
  const instancesDeleted = context.control.purgeAll(filter);
  return instancesDeleted === 0 ? text(404, "Nothing to purge.") : json(200, { instancesDeleted });
}
