/** `/subscriptions/<id>[/…]/providers/Microsoft.AlertsManagement/alerts/<id>`, of a resource's alert below that resource's id. */
const form =
  /^\/subscriptions\/[\da-f-]{36}(?:\/[\w.()-]{1,260}){0,12}\/providers\/microsoft\.alertsmanagement\/alerts\/[\w-]{1,64}$/i;

/** An alert's ARM id, fit to keep and to link; null for a text that is none. */
export const readAlertId = (text: string | null): string | null =>
  text !== null && text.length <= 1000 && form.test(text) ? text : null;
