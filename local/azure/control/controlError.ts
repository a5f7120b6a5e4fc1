import type { HttpAnswer } from "../http/httpAnswer.ts";

/** An error response of the control API. Its message is a sentence for the caller. */
export class ControlError extends Error {
  override readonly name = "ControlError" as const;
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }

  answer(): HttpAnswer {
    return { status: this.status, body: { error: this.message } };
  }
}
