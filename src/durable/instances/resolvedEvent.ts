/** The external event that tells an instance that its alert has resolved. */
export const resolvedEvent = "resolved";

/** Data of the event. */
export interface ResolvedOrder {
  /** When the alert resolved, ISO 8601. */
  readonly at: string;
  /** Whether its capture ends early. */
  readonly stops: boolean;
}

/** Reads the data: whoever holds a management URL may raise the event with any. */
export function readResolved(data: unknown): { readonly at: string | null; readonly stops: boolean } {
  const given = typeof data === "object" && data !== null ? (data as Partial<ResolvedOrder>) : {};
  const { at, stops } = given;
  const time = typeof at === "string" ? Date.parse(at) : NaN;
  return { at: Number.isNaN(time) ? null : new Date(time).toISOString(), stops: stops === true };
}
