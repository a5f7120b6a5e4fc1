/** How loudly an event is told: `warn` for what may pass or went wrong with one capture, `error` for what nobody else reports. */
export type Severity = "info" | "warn" | "error";

/** Everything that the app writes to its log; docs/architecture.md says when, and with which fields. */
export const events = {
  "alert.accepted": "info",
  "alert.duplicate": "info",
  "alert.ignored": "info",
  "alert.refused": "warn",
  "alert.unavailable": "error",
  "request.accepted": "info",
  "request.duplicate": "info",
  "request.ignored": "info",
  "request.unavailable": "error",
  "stop.requested": "info",
  "vm.resolved": "info",
  "agent.installing": "info",
  "session.deleted": "info",
  "capture.created": "info",
  "capture.followed": "info",
  "capture.stopped": "info",
  "capture.ended": "info",
  "capture.file": "info",
  "capture.failed": "warn",
  "capture.skipped": "info",
  "step.refused": "info",
  "step.waiting": "info",
  "step.failed": "error",
  "azure.fault": "warn",
  "report.sent": "info",
  "report.failed": "error",
  "testEmail.sent": "info",
  "testEmail.failed": "warn",
  "history.purged": "info",
} as const satisfies Readonly<Record<string, Severity>>;

export type EventName = keyof typeof events;

/** Ids, codes, names and numbers. Never an address with a query, a key, a token, a recipient, or a text of an alert or an email. */
export type EventFields = Readonly<Record<string, unknown>>;
