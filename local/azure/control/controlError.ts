import type { HttpAnswer } from "../http/httpAnswer.ts";

/** A refusal of the control API; its message is a sentence for whoever called. */
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
