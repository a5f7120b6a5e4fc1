import { jsonAnswer, textAnswer, type HostAnswer } from "../hostAnswer.ts";
import { readFilter } from "./readFilter.ts";
import type { ManagementCall } from "./managementCall.ts";

/** DELETE instances/{id} */
export function purgeInstance({ context, first: id }: ManagementCall): HostAnswer {
  switch (context.control.purge(id)) {
    case "purged":
      return jsonAnswer(200, { instancesDeleted: 1 });
    case "unknown":
      return textAnswer(404, "There is no instance with this id.");
    case "running":
      return textAnswer(412, "The instance has not ended.");
  }
}

/** DELETE instances: purges the ended instances that match the filter. */
export function purgeInstances({ context, query }: ManagementCall): HostAnswer {
  const filter = readFilter(query);
  if (filter.createdFrom === null) return textAnswer(400, "createdTimeFrom must be a date and time.");
  const instancesDeleted = context.control.purgeAll(filter);
  return instancesDeleted === 0
    ? textAnswer(404, "Nothing to purge.")
    : jsonAnswer(200, { instancesDeleted });
}
