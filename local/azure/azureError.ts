import type { HttpAnswer } from "./http/httpAnswer.ts";

/** An error response in the envelope that all Azure services share. Handlers throw it. */
export class AzureError extends Error {
  override readonly name = "AzureError" as const;
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }

  answer(): HttpAnswer {
    const error = { code: this.code, message: this.message, details: [] };
    return { status: this.status, headers: this.headers, body: { error } };
  }
}
