/** In the order of their numbers in history events. */
export const runtimeStatuses = [
  "Running",
  "Completed",
  "ContinuedAsNew",
  "Failed",
  "Canceled",
  "Terminated",
  "Pending",
  "Suspended",
] as const;

export type RuntimeStatus = (typeof runtimeStatuses)[number];
export type EndStatus = "Completed" | "Failed" | "Terminated";

/** Whether an instance with this status has ended. */
export const isTerminalStatus = (status: RuntimeStatus): boolean =>
  ["Completed", "Failed", "Canceled", "Terminated"].includes(status);
