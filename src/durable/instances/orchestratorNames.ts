/** Names under which the orchestrators are registered: a contract with running instances. */
export const orchestratorNames = {
  /** One alert or request, from its acceptance to its report. Input: AlertRequest. */
  captureOnAlert: "captureOnAlert",
  /** One VM of an alert with several. Input: CaptureRequest. */
  capturePackets: "capturePackets",
  /** The report of an alert whose own orchestration failed or was terminated. Input: ReportOrder. */
  reportInterruption: "reportInterruption",
  /** The email about alerts that were refused for their number. Input: DigestOrder. */
  reportDigest: "reportDigest",
  /** One pass that makes the armed set true. No input. */
  keepArmed: "keepArmed",
  /** The email about armed VMs without a ring. No input. */
  reportArming: "reportArming",
} as const;
