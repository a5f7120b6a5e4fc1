import { clouds, type Cloud, type CloudName } from "./azure/clouds.ts";
import { readFilters, type CaptureFilter } from "./captures/filters.ts";
import type { CaptureLimits, CaptureStore, ConflictPolicy, PollBounds } from "./captures/plan.ts";
import { integer, list, oneOf, optional, parsed, readSettings, text } from "./settings.ts";

/** How the app signs in to Azure. */
export type Identity =
  | { readonly kind: "managed"; readonly clientId: string | null }
  | {
      readonly kind: "secret";
      readonly tenantId: string;
      readonly clientId: string;
      readonly clientSecret: string;
    };

/** How the email service is reached: with the app's identity, or with an access key. */
export type EmailService =
  | { readonly kind: "endpoint"; readonly endpoint: string }
  | { readonly kind: "connectionString"; readonly connectionString: string };

/** What a token of an action group's secure webhook must have been issued by and for. */
export interface SecureWebhook {
  readonly tenantId: string;
  /** Application ID URI ("api://…") or client id of the app registration. */
  readonly audience: string;
}

/** Everything the app takes from its environment, read once and checked. */
export interface Config {
  readonly storageAccountId: string;
  readonly email: { readonly service: EmailService; readonly sender: string; readonly to: readonly string[] };
  /** Defaults of every capture, and the most that an alert rule may ask for. */
  readonly limits: CaptureLimits;
  readonly namePrefix: string;
  readonly sessionLimit: number;
  readonly conflictPolicy: ConflictPolicy;
  /** A VM that was captured this recently is not captured again; 0: it is. */
  readonly cooldownSeconds: number;
  readonly store: CaptureStore;
  readonly installAgent: boolean;
  readonly poll: PollBounds;
  /** Subscription or resource group ids whose VMs may be captured; "*": all that the identity can reach. */
  readonly allowedScopes: readonly string[] | "*";
  /** App Service Authentication is on: the platform sets the headers that say who calls, and removes forged ones. */
  readonly platformAuthentication: boolean;
  /** Take alerts from the action group service of this tenant alone; null: from whoever has the function's key. */
  readonly secureWebhook: SecureWebhook | null;
  readonly azureTimeoutSeconds: number;
  readonly reportTimeZone: string;
  readonly retentionDays: number;
  readonly cloud: Cloud;
  readonly identity: Identity;
}

/** Some settings are missing or wrong; `problems` says which, by name, and never repeats a value. */
export class ConfigError extends Error {
  override readonly name = "ConfigError" as const;
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`Settings are missing or wrong: ${problems.join("; ")}.`);
    this.problems = problems;
  }
}

const guid = "[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}";
const storageAccountId = new RegExp(
  `^/subscriptions/${guid}/resourceGroups/[\\w().-]{1,90}/providers/Microsoft\\.Storage/storageAccounts/[a-z0-9]{3,24}$`,
  "i",
);
const scope = new RegExp(`^(?:\\*|/subscriptions/${guid}(?:/resourceGroups/[\\w().-]{1,90})?/?)$`, "i");
const email = /^[^\s@<>",;]{1,64}@[^\s@<>",;]{1,255}$/;
const origin = /^https:\/\/[^/?#\s@]+\/?$/;
const something = /^\S+$/;
const audience = new RegExp(`^(?:api://[\\w./-]{1,200}|${guid})$`);

function timeZone(name: string): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    throw new Error('must be an IANA time zone such as "Europe/Berlin"');
  }
}

function filters(json: string): readonly CaptureFilter[] {
  const reading = readFilters(json);
  if (!reading.ok) throw new Error(reading.problem);
  return reading.filters;
}

const table = {
  CAPTURE_STORAGE_ACCOUNT_ID: text(undefined, storageAccountId, "the ARM id of a storage account"),
  NOTIFY_EMAIL_TO: list(undefined, email, "email addresses, comma separated"),
  EMAIL_SENDER: text(undefined, email, "an email address"),
  EMAIL_ENDPOINT: optional(text(undefined, origin, "an https URL without a path")),
  EMAIL_CONNECTION_STRING: optional(
    text(
      undefined,
      /^endpoint=https:\/\/[^;]+;accesskey=[^;]+;?$/i,
      'of the form "endpoint=https://…;accesskey=…"',
    ),
  ),
  CAPTURE_TIME_LIMIT_SECONDS: integer(300, 1, 18_000),
  CAPTURE_MAX_BYTES: integer(104_857_600, 1, 4_294_967_295),
  CAPTURE_BYTES_PER_PACKET: integer(0, 0, 4_294_967_295),
  CAPTURE_FILTERS: parsed("[]", filters),
  CAPTURE_NAME_PREFIX: text("alert", /^[A-Za-z0-9][A-Za-z0-9_]{0,19}$/, "1 to 20 letters, digits or _"),
  CAPTURE_SESSION_LIMIT: integer(100, 1, 10_000),
  CAPTURE_CONFLICT_POLICY: oneOf<ConflictPolicy>("join", ["join", "replace", "parallel"]),
  CAPTURE_COOLDOWN_SECONDS: integer(0, 0, 31_536_000),
  CAPTURE_STORE: oneOf<CaptureStore>("blob", ["blob", "guest", "both"]),
  CAPTURE_INSTALL_AGENT: oneOf("false", ["true", "false"]),
  ALLOWED_SCOPES: optional(
    list(undefined, scope, "subscription or resource group ids, comma separated, or *"),
  ),
  SECURE_WEBHOOK_TENANT_ID: optional(text(undefined, new RegExp(`^${guid}$`), "a tenant id, a UUID")),
  SECURE_WEBHOOK_AUDIENCE: optional(
    text(undefined, audience, 'the Application ID URI ("api://…") or the client id of an app registration'),
  ),
  // Set by App Service, to "True" when authentication is on.
  WEBSITE_AUTH_ENABLED: parsed("False", (value) => value.toLowerCase() === "true"),
  POLL_MIN_SECONDS: integer(5, 1, 3600),
  POLL_MAX_SECONDS: integer(300, 1, 3600),
  AZURE_TIMEOUT_SECONDS: integer(20, 1, 120),
  REPORT_TIME_ZONE: parsed("UTC", timeZone),
  HISTORY_RETENTION_DAYS: integer(30, 1, 3650),
  AZURE_CLOUD: oneOf<CloudName>("AzurePublic", ["AzurePublic", "AzureUSGovernment", "AzureChina"]),
  AZURE_RESOURCE_MANAGER_ENDPOINT: optional(text(undefined, origin, "an https URL without a path")),
  AZURE_AUTHORITY_HOST: optional(text(undefined, origin, "an https URL without a path")),
  AZURE_TENANT_ID: optional(text(undefined, /^[\w.-]+$/, "a tenant id")),
  AZURE_CLIENT_ID: optional(text(undefined, /^[\w-]+$/, "a client id")),
  AZURE_CLIENT_SECRET: optional(text(undefined, something, "a secret without spaces")),
};

/** Names of all settings, in the order of the documentation. */
export const settingNames: readonly string[] = Object.keys(table);

type Read = ReturnType<typeof readSettings<typeof table>>["values"];

/** What no single setting can say about itself. */
function jointProblems(read: Read): string[] {
  const problems: string[] = [];
  if (read.EMAIL_ENDPOINT === null && read.EMAIL_CONNECTION_STRING === null)
    problems.push("EMAIL_ENDPOINT or EMAIL_CONNECTION_STRING is missing");
  if ((read.POLL_MIN_SECONDS ?? 0) > (read.POLL_MAX_SECONDS ?? Infinity))
    problems.push("POLL_MIN_SECONDS must not be above POLL_MAX_SECONDS");
  if (
    typeof read.AZURE_CLIENT_SECRET === "string" &&
    (read.AZURE_TENANT_ID === null || read.AZURE_CLIENT_ID === null)
  )
    problems.push("AZURE_CLIENT_SECRET needs AZURE_TENANT_ID and AZURE_CLIENT_ID");
  return [...problems, ...secureWebhookProblems(read)];
}

/** Undefined: the setting was wrong, and its own problem says so. */
function secureWebhookProblems(read: Read): readonly string[] {
  const { SECURE_WEBHOOK_TENANT_ID: tenantId, SECURE_WEBHOOK_AUDIENCE: audience } = read;
  if (tenantId === null && audience === null) return [];
  const problems: string[] = [];
  if (tenantId === null) problems.push("SECURE_WEBHOOK_TENANT_ID is missing beside SECURE_WEBHOOK_AUDIENCE");
  if (audience === null) problems.push("SECURE_WEBHOOK_AUDIENCE is missing beside SECURE_WEBHOOK_TENANT_ID");
  if (read.WEBSITE_AUTH_ENABLED !== true)
    problems.push(
      "SECURE_WEBHOOK_TENANT_ID needs App Service Authentication (WEBSITE_AUTH_ENABLED): without it anyone can forge the headers that name the caller",
    );
  return problems;
}

const isComplete = (read: Read, problems: readonly string[]): read is Required<Read> => problems.length === 0;

/** Reads the settings. @throws ConfigError naming every missing or wrong setting at once. */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const { values: read, problems: single } = readSettings(table, env);
  const problems = [...single, ...jointProblems(read)];
  if (!isComplete(read, problems)) throw new ConfigError(problems);
  return Object.freeze<Config>({
    storageAccountId: read.CAPTURE_STORAGE_ACCOUNT_ID,
    email: { service: emailService(read), sender: read.EMAIL_SENDER, to: read.NOTIFY_EMAIL_TO },
    limits: {
      timeLimitSeconds: read.CAPTURE_TIME_LIMIT_SECONDS,
      maxBytes: read.CAPTURE_MAX_BYTES,
      bytesPerPacket: read.CAPTURE_BYTES_PER_PACKET,
      filters: read.CAPTURE_FILTERS,
    },
    namePrefix: read.CAPTURE_NAME_PREFIX,
    sessionLimit: read.CAPTURE_SESSION_LIMIT,
    conflictPolicy: read.CAPTURE_CONFLICT_POLICY,
    cooldownSeconds: read.CAPTURE_COOLDOWN_SECONDS,
    store: read.CAPTURE_STORE,
    installAgent: read.CAPTURE_INSTALL_AGENT === "true",
    poll: { minSeconds: read.POLL_MIN_SECONDS, maxSeconds: read.POLL_MAX_SECONDS },
    allowedScopes: allowedScopes(read),
    platformAuthentication: read.WEBSITE_AUTH_ENABLED,
    secureWebhook: secureWebhook(read),
    azureTimeoutSeconds: read.AZURE_TIMEOUT_SECONDS,
    reportTimeZone: read.REPORT_TIME_ZONE,
    retentionDays: read.HISTORY_RETENTION_DAYS,
    cloud: cloud(read),
    identity: identity(read),
  });
}

function emailService(read: Required<Read>): EmailService {
  return read.EMAIL_CONNECTION_STRING === null
    ? { kind: "endpoint", endpoint: read.EMAIL_ENDPOINT ?? "" }
    : { kind: "connectionString", connectionString: read.EMAIL_CONNECTION_STRING };
}

function allowedScopes(read: Required<Read>): readonly string[] | "*" {
  if (read.ALLOWED_SCOPES === null) return [read.CAPTURE_STORAGE_ACCOUNT_ID.split("/").slice(0, 3).join("/")];
  return read.ALLOWED_SCOPES.includes("*") ? "*" : read.ALLOWED_SCOPES.map((id) => id.replace(/\/$/, ""));
}

function secureWebhook(read: Required<Read>): SecureWebhook | null {
  const { SECURE_WEBHOOK_TENANT_ID: tenantId, SECURE_WEBHOOK_AUDIENCE: audience } = read;
  return tenantId === null || audience === null ? null : { tenantId, audience };
}

function cloud(read: Required<Read>): Cloud {
  const named = clouds[read.AZURE_CLOUD];
  return {
    ...named,
    resourceManagerEndpoint: (read.AZURE_RESOURCE_MANAGER_ENDPOINT ?? named.resourceManagerEndpoint).replace(
      /\/$/,
      "",
    ),
    authorityHost: read.AZURE_AUTHORITY_HOST ?? named.authorityHost,
  };
}

function identity(read: Required<Read>): Identity {
  const { AZURE_TENANT_ID: tenantId, AZURE_CLIENT_ID: clientId, AZURE_CLIENT_SECRET: clientSecret } = read;
  if (tenantId !== null && clientId !== null && clientSecret !== null)
    return { kind: "secret", tenantId, clientId, clientSecret };
  return { kind: "managed", clientId };
}
