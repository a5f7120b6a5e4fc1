/** The chain of a capture's times, ISO 8601; null where a step was not reached or its time is unknown. */
export interface CaptureTimes {
  /** When the alert fired, as it says itself. */
  readonly firedAt: string | null;
  /** When the app accepted the alert or request. */
  readonly receivedAt: string | null;
  /** When Azure had accepted the session, or the alert had found the one that it joined. */
  readonly acceptedAt: string | null;
  /** By the capture's own clock, the VM's. */
  readonly firstPacketAt: string | null;
  readonly lastPacketAt: string | null;
  /** When the capture file was seen in storage. */
  readonly fileFoundAt: string | null;
}

export const unknownTimes: CaptureTimes = {
  firedAt: null,
  receivedAt: null,
  acceptedAt: null,
  firstPacketAt: null,
  lastPacketAt: null,
  fileFoundAt: null,
};

/** What an alert's or a request's own input tells of the chain. */
export const timesOfRequest = (request: {
  readonly receivedAt?: string | null;
  readonly alert?: { readonly firedAt: string | null } | null;
}): CaptureTimes => ({
  ...unknownTimes,
  firedAt: request.alert?.firedAt ?? null,
  receivedAt: request.receivedAt ?? null,
});
