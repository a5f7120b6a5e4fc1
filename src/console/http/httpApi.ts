import { ApiError } from "./apiError.ts";
import { errorOf } from "./errorOf.ts";
import type { AcceptedAnswer } from "../../api/acceptedAnswer.ts";
import type { ArmedVms } from "../../api/armedVms.ts";
import type { CaptureList } from "../../api/captureList.ts";
import type { CaptureView } from "../../api/captureView.ts";
import type { FileLink } from "../../api/fileLink.ts";
import type { HealthAnswer } from "../../api/healthAnswer.ts";
import type { IgnoredAnswer } from "../../api/ignoredAnswer.ts";
import type { PreviewAnswer } from "../../api/previewAnswer.ts";
import type { Problem } from "../../api/problem.ts";
import type { StopAnswer } from "../../api/stopAnswer.ts";
import type { TestEmailAnswer } from "../../api/testEmailAnswer.ts";
import type { Viewer } from "../../api/viewer.ts";
import type { OnDemandRequest } from "../../captures/plan/readOnDemand.ts";
import type { Api } from "../api/api.ts";
import type { Access } from "./access.ts";

interface Options {
  readonly access: Access;
  /** Of the app; empty in a browser, where the page has the app's own. */
  readonly origin?: string;
  /** Told of every answer's Date header. */
  readonly onDate?: (date: string | null, sentAt: number, receivedAt: number) => void;
  /** Told when the app no longer accepts the sign-in or the key. */
  readonly onRefused?: (error: ApiError) => void;
}

interface Call {
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** What the app answered last; the value is kept as the object that it is. */
interface Remembered {
  readonly etag: string | null;
  readonly text: string;
  readonly value: unknown;
}

/** The test email takes the longest: the email service may need half a minute. */
const timeoutMs = 60_000;
const mostRemembered = 20;

/** The app's API over HTTP. */
export class HttpApi implements Api {
  readonly #options: Options;
  readonly #remembered = new Map<string, Remembered>();

  constructor(options: Options) {
    this.#options = options;
  }

  viewer(): Promise<Viewer> {
    return this.#read("/viewer");
  }

  list(top: number): Promise<CaptureList> {
    return this.#read(`/captures?top=${top}`);
  }

  capture(id: string): Promise<CaptureView> {
    return this.#read(`${pathOf(id)}?include=page`);
  }

  stop(id: string, force: boolean): Promise<StopAnswer> {
    return this.#call(`${pathOf(id)}/stop`, { method: "POST", body: { force } });
  }

  preview(request: OnDemandRequest): Promise<PreviewAnswer | IgnoredAnswer> {
    return this.#call("/captures?whatIf=true", { method: "POST", body: request });
  }

  start(request: OnDemandRequest, key: string): Promise<AcceptedAnswer | IgnoredAnswer> {
    const headers = { "Idempotency-Key": key };
    return this.#call("/captures", { method: "POST", body: request, headers });
  }

  file(id: string, vmId: string): Promise<FileLink> {
    return this.#call(`${pathOf(id)}/file?vm=${encodeURIComponent(vmId)}`, {});
  }

  async evidence(id: string): Promise<string> {
    return this.#textOf(await this.#send(`${this.#base}${pathOf(id)}/evidence`, {}));
  }

  armed(): Promise<ArmedVms> {
    return this.#read("/armed");
  }

  testEmail(): Promise<TestEmailAnswer> {
    return this.#call("/test-email", { method: "POST" });
  }

  async health(): Promise<HealthAnswer | Problem> {
    try {
      return await this.#json<HealthAnswer>(await this.#send("/api/health", {}));
    } catch (error) {
      if (error instanceof ApiError && error.problem !== null) return error.problem;
      throw error;
    }
  }

  /** The very same object again while nothing has changed: by ETag, or by the text itself. */
  async #read<T>(path: string): Promise<T> {
    const known = this.#remembered.get(path);
    const headers = known?.etag == null ? {} : { "If-None-Match": known.etag };
    const answer = await this.#send(this.#base + path, { headers });
    if (answer.status === 304 && known !== undefined) return known.value as T;
    const text = await this.#textOf(answer);
    const value = text === known?.text ? known.value : parsed(text);
    this.#remember(path, { etag: answer.headers.get("etag"), text, value });
    return value as T;
  }

  #remember(path: string, answer: Remembered): void {
    this.#remembered.delete(path);
    this.#remembered.set(path, answer);
    for (const oldest of this.#remembered.keys())
      if (this.#remembered.size > mostRemembered) this.#remembered.delete(oldest);
  }

  async #call<T>(path: string, call: Call): Promise<T> {
    return this.#json<T>(await this.#send(this.#base + path, call));
  }

  async #json<T>(answer: Response): Promise<T> {
    return parsed(await this.#textOf(answer)) as T;
  }

  async #textOf(answer: Response): Promise<string> {
    const text = await answer.text().catch(() => {
      throw noAnswer();
    });
    if (answer.ok) return text;
    const error = errorOf(answer, text);
    if (answer.status === 401) this.#options.onRefused?.(error);
    throw error;
  }

  get #base(): string {
    return this.#options.access.mode === "signedIn" ? "/api/ui/api" : "/api";
  }

  async #send(path: string, { method = "GET", headers = {}, body }: Call): Promise<Response> {
    const { access, origin = "", onDate } = this.#options;
    const key = access.mode === "key" && access.key !== null ? { "x-functions-key": access.key } : {};
    const json = body === undefined ? {} : { "Content-Type": "application/json" };
    const sentAt = Date.now();
    const answer = await fetch(origin + path, {
      method,
      headers: {
        Accept: "application/json",
        "X-Requested-With": "capture-on-alert",
        ...key,
        ...json,
        ...headers,
      },
      body: body === undefined ? null : JSON.stringify(body),
      credentials: "same-origin",
      // The page has the ETags itself, and an answer never leads elsewhere.
      cache: "no-store",
      redirect: "error",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(timeoutMs),
    }).catch(() => {
      throw noAnswer();
    });
    onDate?.(answer.headers.get("date"), sentAt, Date.now());
    return answer;
  }
}

const pathOf = (id: string): string => `/captures/${encodeURIComponent(id)}`;

const noAnswer = (): ApiError => new ApiError(0, "The app does not answer.");

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(0, "The app's answer is not readable. Is this the app's own address?");
  }
}
