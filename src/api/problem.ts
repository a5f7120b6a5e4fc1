/** An error as RFC 9457 has it, with the members that some of them add. */
export interface Problem extends ProblemMembers {
  readonly type: "about:blank";
  readonly title: string;
  readonly status: number;
  /** What is wrong and what was expected, for people. */
  readonly detail: string;
}

/** What some errors add. */
export interface ProblemMembers {
  /** Which field of the body, or which header, is wrong. */
  readonly field?: string;
  /** Which parameter of the query is wrong or unknown. */
  readonly parameter?: string;
  /** The instance that another request with the same Idempotency-Key has started. */
  readonly id?: string;
  /** Every missing or invalid setting, with what was expected; never its value. */
  readonly problems?: readonly string[];
  /** The app's version. */
  readonly version?: string;
  /** The id of the email that could not be sent. */
  readonly messageId?: string;
  /** What the email service answered; null when it did not answer. */
  readonly serviceStatus?: number | null;
  readonly serviceCode?: string | null;
  /** What each endpoint of NOTIFY_WEBHOOKS answered to a test. */
  readonly results?: readonly EndpointResult[];
  /** Where to sign in, a path of the app; null where App Service Authentication is off. */
  readonly signIn?: string | null;
  /** How to download the file instead: commands to copy. */
  readonly commands?: readonly string[];
}

interface EndpointResult {
  readonly kind: string;
  readonly host: string;
  readonly sent: boolean;
  /** Null when the endpoint did not answer. */
  readonly status: number | null;
  readonly error: string | null;
}
