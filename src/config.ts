import { armId } from "./arm/armId.ts";
import { arming } from "./settings/arming.ts";
import { clouds, type Cloud } from "./settings/clouds.ts";
import { ConfigError } from "./settings/configError.ts";
import { hostStorageOf, hostStorageProblems, type HostStorage } from "./settings/hostStorage.ts";
import { identityOf, identityProblems, type Identity } from "./settings/identity.ts";
import { secureWebhookProblems } from "./settings/secureWebhookProblems.ts";
import { readSettings } from "./settings/setting.ts";
import { table } from "./settings/table.ts";
import type { PageLink } from "./api/viewer.ts";
import type { Scopes } from "./arm/scopes.ts";
import type { CaptureLimits, CaptureStore, ConflictPolicy, PollBounds } from "./captures/plan/capturePlan.ts";
import type { ArmedTarget } from "./captures/rings/armedTarget.ts";
import type { RingLimits } from "./captures/rings/ringLimits.ts";
import type { NotificationEndpoint } from "./settings/readEndpoints.ts";

/** How the email service is reached: with the app's identity, or with an access key. */
type EmailService =
  | { readonly kind: "endpoint"; readonly endpoint: string }
  | { readonly kind: "connectionString"; readonly connectionString: string };

/** The issuer and audience that a token of an action group's secure webhook, or of a person, must have. */
export interface SecureWebhook {
  readonly tenantId: string;
  /** Application ID URI ("api://…") or client id of the app registration. */
  readonly audience: string;
}

/** Everything that the app reads from its environment, once, and validated. */
export interface Config {
  readonly storageAccountId: string;
  /** The storage account of the Functions host, and the app's folder there. */
  readonly appStorage: { readonly account: HostStorage; readonly folder: string };
  readonly email: { readonly service: EmailService; readonly sender: string; readonly to: readonly string[] };
  /** Webhooks that are told beside the email; the secret signs CloudEvents. */
  readonly notifications: {
    readonly endpoints: readonly NotificationEndpoint[];
    readonly secret: string | null;
  };
  /** Defaults of every capture, and the most that an alert rule may ask for. */
  readonly limits: CaptureLimits;
  readonly namePrefix: string;
  readonly sessionLimit: number;
  readonly conflictPolicy: ConflictPolicy;
  /** A VM captured within this many seconds is skipped; 0: never. */
  readonly cooldownSeconds: number;
  /** Captures that alerts may start within an hour; 0: no ceiling. */
  readonly capturesPerHour: number;
  readonly store: CaptureStore;
  readonly installAgent: boolean;
  /** How long the way to a running capture may take. */
  readonly startSeconds: number;
  /** Larger capture files are not analyzed; 0: no file is. */
  readonly analyzeMaxBytes: number;
  readonly poll: PollBounds;
  /** The VMs on which a ring of packets is kept; none: the feature is off. */
  readonly armed: readonly ArmedTarget[];
  readonly ring: RingLimits;
  /** Whether the evidence record is also written beside the capture file. */
  readonly writesEvidence: boolean;
  /** What a Resolved delivery does to the capture of its alert. */
  readonly onResolved: "ignore" | "note" | "stop";
  /** Whether Azure is asked for what it knows of the VM's network. */
  readonly asksNetwork: boolean;
  /** Scopes whose VMs may be captured. */
  readonly allowedScopes: Scopes;
  /** Scopes among whose VMs computer names are looked up; null: they are not. */
  readonly hostNameScopes: readonly string[] | null;
  /**
   * App Service Authentication is on: the platform sets the headers that name the caller, and removes forged
   * ones.
   */
  readonly platformAuthentication: boolean;
  /**
   * Accept alerts only from the action group service of this tenant; null: from anyone who has the function
   * key.
   */
  readonly secureWebhook: SecureWebhook | null;
  /**
   * Whoever starts a capture on demand must be signed in to this tenant; null: the function key is enough.
   */
  readonly requiredSignIn: SecureWebhook | null;
  readonly page: {
    /** Tenants whose people may use the captures page; null: those that the platform itself lets in. */
    readonly tenants: readonly string[] | null;
    /** Links to pages beside it. */
    readonly links: readonly PageLink[];
  };
  /** Whose URLs the answer to an alert or a request has. */
  readonly statusUrls: "durable" | "app";
  readonly azureTimeoutSeconds: number;
  readonly reportTimeZone: string;
  /** After how many days storage deletes capture files; null: not known. */
  readonly fileRetentionDays: number | null;
  /** The app's own origin, for links to it; null where the platform does not provide it. */
  readonly appOrigin: string | null;
  readonly retentionDays: number;
  readonly cloud: Cloud;
  readonly identity: Identity;
}

type Read = ReturnType<typeof readSettings<typeof table>>["values"];

/** Problems that involve several settings. */
function jointProblems(read: Read): string[] {
  const problems: string[] = [];
  if ((read.POLL_MIN_SECONDS ?? 0) > (read.POLL_MAX_SECONDS ?? Infinity))
    problems.push("POLL_MIN_SECONDS must not be above POLL_MAX_SECONDS");
  if (read.RESOLVE_HOST_NAMES === "true" && read.ALLOWED_SCOPES?.includes("*") === true)
    problems.push(
      'RESOLVE_HOST_NAMES needs ALLOWED_SCOPES to list subscriptions or resource groups, not "*"',
    );
  return [
    ...hostStorageProblems(read),
    ...arming.problems(arming.targets(read.ARMED_VMS), allowedScopes(read)),
    ...emailProblems(read),
    ...problems,
    ...secureWebhookProblems(read),
    ...identityProblems(read),
  ];
}

/** The email SDK requests tokens only for the public cloud, so a sovereign one needs the access key. */
function emailProblems(read: Read): readonly string[] {
  if (read.EMAIL_CONNECTION_STRING !== null) return [];
  if (read.AZURE_CLOUD !== undefined && read.AZURE_CLOUD !== "AzurePublic")
    return [
      "EMAIL_CONNECTION_STRING is missing: in a sovereign cloud (AZURE_CLOUD) EMAIL_ENDPOINT alone is not enough, because the email SDK requests tokens only for the public one",
    ];
  return read.EMAIL_ENDPOINT === null ? ["EMAIL_ENDPOINT or EMAIL_CONNECTION_STRING is missing"] : [];
}

const isComplete = (read: Read, problems: readonly string[]): read is Required<Read> => problems.length === 0;

/** Reads the settings. @throws ConfigError listing every missing or invalid setting. */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const { values: read, problems: single } = readSettings(table, env);
  const problems = [...single, ...jointProblems(read)];
  if (!isComplete(read, problems)) throw new ConfigError(problems);
  return Object.freeze<Config>({
    storageAccountId: read.CAPTURE_STORAGE_ACCOUNT_ID,
    appStorage: { account: hostStorageOf(read), folder: read.WEBSITE_SITE_NAME || "app" },
    email: { service: emailService(read), sender: read.EMAIL_SENDER, to: read.NOTIFY_EMAIL_TO },
    notifications: { endpoints: read.NOTIFY_WEBHOOKS ?? [], secret: read.NOTIFY_WEBHOOK_SECRET },
    limits: captureLimits(read),
    namePrefix: read.CAPTURE_NAME_PREFIX,
    sessionLimit: read.CAPTURE_SESSION_LIMIT,
    conflictPolicy: read.CAPTURE_CONFLICT_POLICY,
    cooldownSeconds: read.CAPTURE_COOLDOWN_SECONDS,
    capturesPerHour: read.CAPTURES_PER_HOUR,
    store: read.CAPTURE_STORE,
    installAgent: read.CAPTURE_INSTALL_AGENT === "true",
    startSeconds: read.CAPTURE_START_DEADLINE_SECONDS,
    analyzeMaxBytes: read.CAPTURE_ANALYZE_MAX_BYTES,
    poll: { minSeconds: read.POLL_MIN_SECONDS, maxSeconds: read.POLL_MAX_SECONDS },
    armed: arming.targets(read.ARMED_VMS),
    ring: arming.ring(read),
    writesEvidence: read.EVIDENCE_RECORD === "blob",
    allowedScopes: allowedScopes(read) ?? [],
    hostNameScopes: hostNameScopes(read),
    platformAuthentication: read.WEBSITE_AUTH_ENABLED,
    secureWebhook: secureWebhook(read),
    requiredSignIn: read.REQUIRE_SIGN_IN === "true" ? secureWebhook(read) : null,
    page: { tenants: pageTenants(read), links: read.PAGE_LINKS },
    statusUrls: read.STATUS_URLS,
    azureTimeoutSeconds: read.AZURE_TIMEOUT_SECONDS,
    ...telling(read),
    appOrigin: read.WEBSITE_HOSTNAME,
    retentionDays: read.HISTORY_RETENTION_DAYS,
    cloud: cloud(read),
    identity: identityOf(read),
  });
}

const telling = (read: Required<Read>) => ({
  onResolved: read.ON_RESOLVED,
  asksNetwork: read.REPORT_NETWORK_CONTEXT === "true",
  reportTimeZone: read.REPORT_TIME_ZONE,
  fileRetentionDays: read.CAPTURE_FILE_RETENTION_DAYS,
});

const captureLimits = (read: Required<Read>): CaptureLimits => ({
  timeLimitSeconds: read.CAPTURE_TIME_LIMIT_SECONDS,
  maxBytes: read.CAPTURE_MAX_BYTES,
  bytesPerPacket: read.CAPTURE_BYTES_PER_PACKET,
  filters: read.CAPTURE_FILTERS,
});

function emailService(read: Required<Read>): EmailService {
  return read.EMAIL_CONNECTION_STRING === null
    ? { kind: "endpoint", endpoint: read.EMAIL_ENDPOINT ?? "" }
    : { kind: "connectionString", connectionString: read.EMAIL_CONNECTION_STRING };
}

/** ALLOWED_SCOPES, or its default; null when it is invalid. */
function allowedScopes({ ALLOWED_SCOPES: given, CAPTURE_STORAGE_ACCOUNT_ID: account }: Read): Scopes | null {
  if (given === undefined || account === undefined) return null;
  if (given === null) return [armId.subscriptionScope(account)];
  return given.includes("*") ? "*" : given;
}

function hostNameScopes(read: Required<Read>): readonly string[] | null {
  const scopes = allowedScopes(read) ?? [];
  return read.RESOLVE_HOST_NAMES === "true" && scopes !== "*" ? scopes : null;
}

function secureWebhook(read: Required<Read>): SecureWebhook | null {
  const { SECURE_WEBHOOK_TENANT_ID: tenantId, SECURE_WEBHOOK_AUDIENCE: audience } = read;
  return tenantId === null || audience === null ? null : { tenantId, audience };
}

function pageTenants(read: Required<Read>): readonly string[] | null {
  const webhook = secureWebhook(read);
  return read.WEBSITE_AUTH_AAD_ALLOWED_TENANTS ?? (webhook === null ? null : [webhook.tenantId]);
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
