import type { AlertRequest } from "../api/labClient.ts";

/** What the form holds. */
export interface AlertForm {
  /** ARM id. */
  readonly vm: string;
  /** A name of `Choices.alerts`. */
  readonly alert: string;
  readonly condition: "Fired" | "Resolved";
}

/** Whether such an alert can also be resolved. The other samples are always alerts that fired. */
export const canResolve = (alert: string): boolean => alert === "common" || alert === "legacy";

/** The request that sends the form's alert. */
export const alertRequestOf = ({ vm, alert, condition }: AlertForm): AlertRequest =>
  canResolve(alert) ? { vm, schema: alert, condition } : { vm, sample: alert };
