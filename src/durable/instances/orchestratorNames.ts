/** Names under which the orchestrators are registered: a contract with running instances. */
export const orchestratorNames = {
  /** One alert or request, from its acceptance to its report. Input: AlertRequest. */
  captureOnAlert: "captureOnAlert",
  /** One VM of an alert with several. Input: CaptureRequest. */
  capturePackets: "capturePackets",
} as const;
