/** The external event that ends an instance's capture early. */
export const stopEvent = "stop";

/** Data of the event. `force`: also end a capture that other alerts follow. */
export interface StopOrder {
  readonly force: boolean;
}

/** Whoever holds a management URL may raise the event with any data. */
export const isForced = (data: unknown): boolean =>
  typeof data === "object" && data !== null && "force" in data && data.force === true;
