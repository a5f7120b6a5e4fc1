import { foreignText } from "./foreignText.ts";

/**
 * A failed Azure call, reduced to what a retry and a report need. Its texts are safe; it keeps no cause,
 * which would bring the others along.
 */
export class AzureFault extends Error {
  override readonly name = "AzureFault" as const;
  /** The call, in words: "Read the virtual machine". */
  readonly operation: string;
  /** HTTP status; null without a response. */
  readonly status: number | null;
  /** The service's error code, or the system's ("ECONNRESET"). */
  readonly code: string | null;
  readonly correlationId: string | null;
  /** The service's Retry-After; null without one. */
  readonly retryAfterSeconds: number | null;
  /** Whether the same call may succeed later. */
  readonly passing: boolean;

  constructor(operation: string, facts: FaultFacts) {
    const code = shortOrNull(facts.code);
    const said = [facts.status, code, foreignText(facts.message)].filter((part) => part !== null).join(" ");
    super(`${operation}: ${said}`);
    this.operation = operation;
    this.status = facts.status;
    this.code = code;
    this.correlationId = shortOrNull(facts.correlationId);
    this.retryAfterSeconds = facts.retryAfterSeconds;
    this.passing = facts.passing ?? isPassing(facts);
  }
}

/**
 * The fields of a fault that may be logged. The message may not: it is the service's, and quotes the
 * request.
 */
export const factsOf = ({ operation, status, code, correlationId, passing }: AzureFault) => ({
  operation,
  status,
  code,
  correlationId,
  passing,
});

export interface FaultFacts {
  readonly status: number | null;
  readonly code: string | null;
  readonly message: string;
  readonly correlationId: string | null;
  readonly retryAfterSeconds: number | null;
  /** Set where the status alone would be misleading. */
  readonly passing?: boolean;
}

/**
 * 409 says that something else is going on with the resource or beside it, and that another try may
 * succeed: AnotherOperationInProgress, RetryableError, Conflict, OperationNotAllowed while a VM is updated.
 * These do not pass by themselves.
 */
const lasting = {
  code: /^NotRetryable|Locked$|Quota|(?:Taken|AlreadyExists?|NotRegistered|NotSupported|ChangeNotAllowed|BeingDeleted)$|^MissingSubscription|^ReadOnlyDisabled|^SkuNotAvailable|DisallowedByPolicy/i,
  message: /\bquota\b|are locked\b|\bexceed|already in use\b|not supported\b/i,
};

const isPassing = ({ status, code, message }: FaultFacts): boolean =>
  status === null ||
  status === 408 ||
  status === 429 ||
  status >= 500 ||
  (status === 409 && !lasting.code.test(code ?? "") && !lasting.message.test(message.slice(0, 2000)));

export interface ResponseHeaders {
  get(name: string): string | undefined;
}

/** Azure's SDKs throw RestError with these fields, and plain errors for failures below HTTP. */
interface SdkError {
  readonly message?: unknown;
  readonly statusCode?: unknown;
  readonly code?: unknown;
  readonly response?: { readonly headers?: ResponseHeaders };
}

/**
 * Retry-After in seconds: a number, or an HTTP date (RFC 9110, section 10.2.3), the latter relative to
 * `Date`.
 */
export function retryAfterOf(headers: ResponseHeaders | undefined): number | null {
  const milliseconds = Number(headers?.get("retry-after-ms") ?? headers?.get("x-ms-retry-after-ms") ?? NaN);
  if (milliseconds >= 0) return Math.ceil(milliseconds / 1000);
  const text = headers?.get("retry-after");
  if (text === undefined) return null;
  if (/^\d+$/.test(text)) return Number(text);
  const wait = Date.parse(text) - Date.parse(headers?.get("date") ?? "");
  return wait >= 0 ? Math.ceil(wait / 1000) : null;
}

const shortOrNull = (text: string | null): string | null => (text === null ? null : foreignText(text, 100));

const textOr = <T>(value: unknown, fallback: T): string | T =>
  typeof value === "string" && value !== "" ? value : fallback;

/**
 * A response that lacks a required member, as a proxy or a failing gateway sends it; the next one may be
 * complete.
 */
export const unreadableAnswer = (operation: string): AzureFault =>
  new AzureFault(operation, {
    status: null,
    code: null,
    message: "the response cannot be read",
    correlationId: null,
    retryAfterSeconds: null,
  });

/** Runs one Azure call. @throws AzureFault naming the operation, in place of whatever the SDK throws. */
export async function calling<T>(operation: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof AzureFault) throw error;
    const sdk = (typeof error === "object" && error !== null ? error : {}) as SdkError;
    const headers = sdk.response?.headers;
    throw new AzureFault(operation, {
      status: typeof sdk.statusCode === "number" ? sdk.statusCode : null,
      code: textOr(sdk.code, null),
      message: textOr(sdk.message, "failed without a message"),
      correlationId: headers?.get("x-ms-correlation-request-id") ?? headers?.get("x-ms-request-id") ?? null,
      retryAfterSeconds: retryAfterOf(headers),
    });
  }
}

/** The call's result, or null when Azure answers 404. */
export async function orNotFound<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof AzureFault && error.status === 404) return null;
    throw error;
  }
}
