/** In the order of the numbers that history events use. */
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

/** Nothing more happens to an instance with this status. */
export const isTerminalStatus = (status: RuntimeStatus): boolean =>
  ["Completed", "Failed", "Canceled", "Terminated"].includes(status);
