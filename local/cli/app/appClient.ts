import { isJsonObject, type JsonObject } from "../../azure/jsonObject.ts";
import { CommandError } from "../command/commandError.ts";
import { reach } from "./reach.ts";
import type { AppAddress } from "./appAddress.ts";

/** An answer of the app. */
export interface AppAnswer {
  readonly status: number;
  /** Empty where the body is no JSON object. */
  readonly body: JsonObject;
  /** The body as it came. */
  readonly text: string;
}

const timeoutMs = 60_000;

/** Calls the routes of a function app. */
export class AppClient {
  readonly address: AppAddress;

  constructor(address: AppAddress) {
    this.address = address;
  }

  /** Whatever the app answers. @throws CommandError when it cannot be reached, or wants another key. */
  async call(method: string, path: string, body?: Buffer | string): Promise<AppAnswer> {
    const { url, key } = this.address;
    const headers = {
      Accept: "application/json",
      ...(body !== undefined && { "Content-Type": "application/json; charset=utf-8" }),
      ...(key !== null && { "x-functions-key": key }),
    };
    const init = { method, headers, signal: AbortSignal.timeout(timeoutMs) };
    const response = await reach(`${url}${path}`, body === undefined ? init : { ...init, body });
    const text = await response.text();
    const read = objectIn(text);
    // The host refuses a key without a word; the app itself says why it refuses a caller.
    const isHost = typeof read.detail !== "string";
    if (isHost && [401, 403].includes(response.status)) throw refused(key, response.status);
    return { status: response.status, body: read, text };
  }

  /** The body of an answer that is no error. @throws CommandError */
  async ask(method: string, path: string, body?: string): Promise<JsonObject> {
    const answer = await this.call(method, path, body);
    if (answer.status >= 200 && answer.status < 300) return answer.body;
    throw new CommandError(problemText(answer, this.address.url));
  }
}

/** What an error of the app says. */
export function problemText({ status, body }: AppAnswer, url: string): string {
  if (typeof body.detail === "string") return body.detail;
  return status === 404
    ? `${url} has no such route: it is no capture-on-alert app, or an older one.`
    : `${url} answers with HTTP ${status}.`;
}

const refused = (key: string | null, status: number): CommandError =>
  key === null
    ? new CommandError("The app asks for a function key.", "Give one with CAPTURE_APP_KEY or --key.")
    : new CommandError(
        `The app does not accept this key (HTTP ${status}).`,
        "Give the key of the host, which opens every function: az functionapp keys list.",
      );

function objectIn(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
}
