/** The answer of a configured app. */
export interface HealthAnswer {
  readonly status: "ok";
  /** The app's version. */
  readonly version: string;
}
