/**
 * `/subscriptions/<id>[/…]/providers/Microsoft.AlertsManagement/alerts/<id>`; an alert on a resource has that
 * resource's id before it.
 */
const form =
  /^\/subscriptions\/[\da-f-]{36}(?:\/[\w.()-]{1,260}){0,12}\/providers\/microsoft\.alertsmanagement\/alerts\/[\w-]{1,64}$/i;

/** An alert's ARM id, safe to store and to link; null for any other text. */
export const readAlertId = (text: string | null): string | null =>
  text !== null && text.length <= 1000 && form.test(text) ? text : null;
