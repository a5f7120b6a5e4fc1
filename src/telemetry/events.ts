/**
 * An event's severity: `warn` for transient faults and failures of one capture, `error` for what nothing else
 * reports.
 */
export type LogLevel = "info" | "warn" | "error";

/** Every event that the app logs; docs/events.md documents when, and with which fields. */
export const events = {
  "alert.accepted": "info",
  "alert.duplicate": "info",
  "alert.ignored": "info",
  "alert.resolved": "info",
  "alert.refused": "warn",
  "alert.unavailable": "error",
  "request.accepted": "info",
  "request.duplicate": "info",
  "request.ignored": "info",
  "request.refused": "warn",
  "request.unavailable": "error",
  "signIn.refused": "warn",
  "stop.requested": "info",
  "capture.linkIssued": "info",
  "capture.linkFailed": "warn",
  "armed.unavailable": "warn",
  "host.resolved": "info",
  "scaleSet.resolved": "info",
  "vm.resolved": "info",
  "agent.installing": "info",
  "grants.reset": "warn",
  "session.deleted": "info",
  "session.replaced": "info",
  "capture.granted": "info",
  "capture.created": "info",
  "capture.followed": "info",
  "capture.left": "info",
  "capture.stopped": "info",
  "capture.ended": "info",
  "capture.file": "info",
  "network.read": "info",
  "network.asked": "info",
  "capture.instanceFiles": "info",
  "ring.files": "info",
  "ring.started": "info",
  "ring.stopped": "info",
  "ring.taken": "info",
  "ring.ended": "info",
  "ring.failed": "warn",
  "ring.disarmed": "info",
  "rings.reset": "warn",
  "analysis.failed": "warn",
  "capture.failed": "warn",
  "capture.skipped": "info",
  "step.refused": "info",
  "step.waiting": "info",
  "step.failed": "error",
  "azure.fault": "warn",
  "report.sent": "info",
  "report.failed": "error",
  "report.joined": "info",
  "report.elsewhere": "info",
  "digest.entered": "info",
  "notification.sent": "info",
  "notification.delayed": "warn",
  "notification.failed": "error",
  "evidence.written": "info",
  "evidence.failed": "error",
  "instance.pending": "error",
  "instance.failed": "error",
  "testEmail.sent": "info",
  "testEmail.failed": "warn",
  "testNotification.sent": "info",
  "testNotification.failed": "warn",
  "history.purged": "info",
} as const satisfies Readonly<Record<string, LogLevel>>;

export type EventName = keyof typeof events;

/**
 * Ids, codes, names and numbers. Never a URL with a query, a key, a token, a recipient, or text of an alert
 * or an email.
 */
export type EventFields = Readonly<Record<string, unknown>>;
