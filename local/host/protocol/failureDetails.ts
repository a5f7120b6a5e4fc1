import type { FailureDetails } from "./historyEvent.ts";

/** The library's error message where the app has an exception properties provider. */
interface Described {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly stackTrace?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** The details in an error's message; null for a plain message. */
export function failureDetails(message: string): FailureDetails | null {
  try {
    const value: unknown = JSON.parse(message);
    return isDescribed(value) ? detailsOf(value) : null;
  } catch {
    return null;
  }
}

const detailsOf = ({ errorType, errorMessage, stackTrace, properties }: Described): FailureDetails => ({
  ErrorType: errorType,
  ErrorMessage: errorMessage,
  StackTrace: stackTrace ?? null,
  InnerFailure: null,
  IsNonRetriable: false,
  Properties: properties ?? null,
});

const isDescribed = (value: unknown): value is Described =>
  typeof value === "object" &&
  value !== null &&
  "errorType" in value &&
  typeof value.errorType === "string" &&
  "errorMessage" in value &&
  typeof value.errorMessage === "string";
