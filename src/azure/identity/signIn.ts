import { withTimeout } from "../../withTimeout.ts";
import { AzureFault, type FaultFacts } from "../azureFault.ts";
import { signInAdvice } from "./signInAdvice.ts";
import type { Config } from "../../config.ts";
import type { Identity } from "../../settings/identity.ts";

/** The app got no token. */
export class SignInFault extends AzureFault {
  /** What a person can do about it, in one sentence. */
  readonly advice: string;

  constructor(facts: FaultFacts, advice: string) {
    super("Sign in", facts);
    this.advice = advice;
  }
}

/**
 * Runs one sign-in with a timeout: the SDK's sign-in ignores abort signals and can wait forever.
 * @throws SignInFault
 */
export async function signIn<T>(
  { identity, azureTimeoutSeconds }: Config,
  getToken: () => Promise<T>,
): Promise<T> {
  try {
    return await withTimeout(getToken(), azureTimeoutSeconds);
  } catch (error) {
    throw faultOf(identity, error);
  }
}

/** MSAL's error; the SDK wraps it, and hides it when the sign-in service cannot be reached. */
interface MsalError {
  readonly message?: unknown;
  readonly status?: unknown;
  readonly errorCode?: unknown;
  readonly correlationId?: unknown;
  readonly cause?: unknown;
}

function faultOf(identity: Identity, error: unknown): SignInFault {
  const thrown = (error ?? {}) as MsalError;
  const said = (thrown.cause ?? thrown) as MsalError;
  const status = typeof said.status === "number" ? said.status : null;
  const code = textOf(said.errorCode);
  const correlationId = textOf(said.correlationId);
  const message = descriptionOf(textOf(said.message) ?? "failed without a message");
  const passing = isPassing(status, code);
  const facts = { status, code, message, correlationId, retryAfterSeconds: null, passing };
  return new SignInFault(facts, signInAdvice(identity, passing, message));
}

const textOf = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);

/**
 * A managed identity's endpoint answers 404 and 410 while it is being set up or updated. Entra ID marks
 * some faults "temporarily_unavailable" whatever their status.
 */
function isPassing(status: number | null, code: string | null): boolean {
  const refused = status !== null && status >= 400 && status < 500 && ![404, 408, 410, 429].includes(status);
  return !refused || code === "temporarily_unavailable";
}

/**
 * Extracts the description from "code: Error(s): … - Description: AADSTS…: … Trace ID: … - Correlation ID:
 * …".
 */
function descriptionOf(message: string): string {
  if (/\b(?:network_error|endpoints_resolution_error)\b/.test(message))
    return "the sign-in service cannot be reached";
  const description = /Description: (.*)$/s.exec(message)?.[1] ?? message;
  return (description.split(/\s(?:- )?(?:Trace|Correlation) ID:|[\r\n]/)[0] ?? "").replace(/[\s.]+$/, "");
}
