import type { Problem } from "../../api/problem.ts";

/** An answer that is an error. */
export class ApiError extends Error {
  override name = "ApiError" as const;
  /** HTTP status; 0 when the app did not answer. */
  readonly status: number;
  /** The body, where the app itself wrote it. */
  readonly problem: Problem | null;
  /** How long the app asks to wait; null when it does not. */
  readonly retryAfterSeconds: number | null;

  constructor(
    status: number,
    message: string,
    problem: Problem | null = null,
    retryAfterSeconds: number | null = null,
  ) {
    super(message);
    this.status = status;
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
