import { idSegments } from "./idSegments.ts";

/**
 * `/subscriptions/<id>[/…]/providers/Microsoft.AlertsManagement/alerts/<id>`; an alert on a resource has that
 * resource's id before it.
 */
const form =
  /^\/subscriptions\/[\da-f-]{36}(?:\/[\p{L}\p{Nd}_.()-]{1,260}){0,12}\/providers\/microsoft\.alertsmanagement\/alerts\/[\w-]{1,64}$/iu;

/** An alert's ARM id, safe to store and to link; null for any other text. */
export function readAlertId(text: string | null): string | null {
  const segments = text === null || text.length > 1000 ? null : idSegments(text);
  const id = segments === null ? null : `/${segments.join("/")}`;
  return id !== null && form.test(id) ? id : null;
}
