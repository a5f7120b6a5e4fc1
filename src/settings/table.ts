import { guid } from "../arm/armId.ts";
import { scopeForm } from "../arm/scopes.ts";
import { storageAccountIdForm } from "../arm/storageAccountIdForm.ts";
import { readFilters, type CaptureFilter } from "../captures/plan/captureFilter.ts";
import { integer, list, oneOf, optional, parsed, text } from "./setting.ts";
import type { CaptureStore, ConflictPolicy } from "../captures/plan/capturePlan.ts";
import type { CloudName } from "./clouds.ts";

const email = /^[^\s@<>",;]{1,64}@[^\s@<>",;]{1,255}$/;
const origin = /^https:\/\/[^/?#\s@]+\/?$/;
const something = /^\S+$/;
const tenant = /^[\w.-]+$/;
const client = /^[\w-]+$/;
const anything = /^[^\0]+$/;
const audience = new RegExp(`^(?:api://[\\w./-]{1,200}|${guid})$`);
const connectionString = /^endpoint=https:\/\/[^;]+;accesskey=[^;]+;?$/i;

function timeZone(name: string): string {
  // The usual one: to ask for it would load the data of all languages, at every cold start.
  if (name === "UTC") return name;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    throw new Error('must be an IANA time zone such as "Europe/Berlin"');
  }
}

/** The platform sets the host name: one that is none is no reason to refuse to start. */
function appOrigin(host: string): string | null {
  if (!/^[a-z0-9.-]{1,253}(?::\d{1,5})?$/i.test(host)) return null;
  const isLocal = /^(?:localhost|127\.0\.0\.1)(?::|$)/i.test(host);
  return `${isLocal ? "http" : "https"}://${host}`;
}

function filters(json: string): readonly CaptureFilter[] {
  const reading = readFilters(json);
  if (!reading.ok) throw new Error(reading.problem);
  return reading.filters;
}

/** Every setting that the app reads, in the order of the documentation, which is generated from here. */
export const table = {
  CAPTURE_STORAGE_ACCOUNT_ID: text(
    undefined,
    storageAccountIdForm,
    "the ARM id of a storage account",
  ).documented("ARM id of the storage account for capture files"),
  NOTIFY_EMAIL_TO: list(undefined, email, "email addresses, comma separated").documented(
    "recipients, comma separated",
  ),
  EMAIL_SENDER: text(undefined, email, "an email address").documented(
    "sender address of the Communication Services domain",
  ),
  EMAIL_ENDPOINT: optional(text(undefined, origin, "an https URL without a path")).documented(
    "endpoint of the Communication Services resource, called with the app's identity; this or `EMAIL_CONNECTION_STRING` is required",
  ),
  EMAIL_CONNECTION_STRING: optional(
    text(undefined, connectionString, 'of the form "endpoint=https://…;accesskey=…"'),
  ).documented(
    "connection string with an access key, in place of the endpoint; the only way in a sovereign cloud, whose tokens the email SDK does not ask for",
  ),
  CAPTURE_TIME_LIMIT_SECONDS: integer(300, 1, 18_000).documented("1 to 18000"),
  CAPTURE_MAX_BYTES: integer(104_857_600, 1, 4_294_967_295).documented("bytes per session, up to 4294967295"),
  CAPTURE_BYTES_PER_PACKET: integer(0, 0, 4_294_967_295).documented("0: whole packets"),
  CAPTURE_FILTERS: parsed("[]", filters).documented(
    "JSON list of `{protocol, localIPAddress, remoteIPAddress, localPort, remotePort}`",
  ),
  CAPTURE_STORE: oneOf<CaptureStore>("blob", ["blob", "guest", "both"]).documented(
    "where the file is written: `blob`, `guest` (the VM: `/var/captures/…`, `C:\\Captures\\…`) or `both`",
  ),
  CAPTURE_NAME_PREFIX: text(
    "alert",
    /^[A-Za-z0-9][A-Za-z0-9_]{0,19}$/,
    "1 to 20 letters, digits or _",
  ).documented("marks our sessions"),
  CAPTURE_SESSION_LIMIT: integer(100, 1, 10_000).documented(
    "sessions per Network Watcher before our finished ones are cleared",
  ),
  CAPTURE_CONFLICT_POLICY: oneOf<ConflictPolicy>("join", ["join", "replace", "parallel"]).documented(
    "a capture of ours is running on the VM already: `join` it, `replace` it, or go on in `parallel`",
  ),
  CAPTURE_COOLDOWN_SECONDS: integer(0, 0, 31_536_000).documented(
    "a VM of which a capture started this recently is skipped, and the report says so",
  ),
  CAPTURE_INSTALL_AGENT: oneOf("false", ["true", "false"]).documented(
    "`true`: install the Network Watcher agent extension when it is missing",
  ),
  CAPTURE_ANALYZE_MAX_BYTES: integer(1_073_741_824, 0, 4_294_967_295).documented(
    "larger capture files are linked in the report, not analyzed; 0: none is",
  ),
  ALLOWED_SCOPES: optional(
    list(undefined, scopeForm, "subscription or resource group ids, comma separated, or *"),
  ).documented(
    "subscription or resource group ids whose VMs may be captured, comma separated; `*`: any",
    "the storage account's subscription",
  ),
  SECURE_WEBHOOK_TENANT_ID: optional(
    text(undefined, new RegExp(`^${guid}$`), "a tenant id, a UUID"),
  ).documented(
    "take alerts only from the action group service of this tenant; only with `SECURE_WEBHOOK_AUDIENCE`, and with App Service Authentication on",
    "off",
  ),
  SECURE_WEBHOOK_AUDIENCE: optional(
    text(undefined, audience, 'the Application ID URI ("api://…") or the client id of an app registration'),
  ).documented(
    "the app registration that its tokens must be for: `api://…` or a client id; only with `SECURE_WEBHOOK_TENANT_ID`",
    "off",
  ),
  WEBSITE_AUTH_ENABLED: parsed("False", (value) => value.toLowerCase() === "true").documented(
    "says that App Service Authentication is on",
    "set by App Service",
  ),
  POLL_MIN_SECONDS: integer(5, 1, 3600).documented("the shortest time between two looks at a capture"),
  POLL_MAX_SECONDS: integer(300, 1, 3600).documented("the longest"),
  AZURE_TIMEOUT_SECONDS: integer(20, 1, 120).documented("bound of one call to Azure"),
  REPORT_TIME_ZONE: parsed("UTC", timeZone).documented("IANA time zone shown beside UTC in the report"),
  WEBSITE_HOSTNAME: parsed("", appOrigin).documented(
    "the app's own host name, for the report's link to the capture's status",
    "set by App Service",
  ),
  HISTORY_RETENTION_DAYS: integer(30, 1, 3650).documented(
    "the history of what ended longer ago is purged, daily",
  ),
  AZURE_CLOUD: oneOf<CloudName>("AzurePublic", ["AzurePublic", "AzureUSGovernment", "AzureChina"]).documented(
    "`AzurePublic`, `AzureUSGovernment`, `AzureChina`",
  ),
  AZURE_RESOURCE_MANAGER_ENDPOINT: optional(
    text(undefined, origin, "an https URL without a path"),
  ).documented("overrides the cloud's own", "by cloud"),
  AZURE_AUTHORITY_HOST: optional(text(undefined, origin, "an https URL without a path")).documented(
    "where the app signs in when it has no managed identity; overrides the cloud's own",
    "by cloud",
  ),
  AZURE_TENANT_ID: optional(text(undefined, tenant, "a tenant id")).documented(
    "tenant of a service principal, in place of the managed identity; with a client id and one of the three proofs below",
    "managed identity",
  ),
  AZURE_CLIENT_ID: optional(text(undefined, client, "a client id")).documented(
    "client id of that service principal; alone, of a user-assigned identity",
  ),
  AZURE_CLIENT_SECRET: optional(text(undefined, something, "a secret without spaces")).documented(
    "proof: its secret",
  ),
  AZURE_CLIENT_CERTIFICATE_PATH: optional(text(undefined, anything, "a path")).documented(
    "proof: a PEM file with its certificate and private key",
  ),
  AZURE_CLIENT_CERTIFICATE_PASSWORD: optional(text(undefined, anything, "a password")).documented(
    "password of that private key",
  ),
  AZURE_FEDERATED_TOKEN_FILE: optional(text(undefined, anything, "a path")).documented(
    "proof: a file with a token of an issuer that it trusts (workload identity)",
  ),
  AzureTenant: optional(text(undefined, tenant, "a tenant id")).documented(
    "the tutorial's settings, in place of `AZURE_TENANT_ID` and what follows it: tenant of a service principal",
  ),
  AzureClientID: optional(text(undefined, client, "a client id")).documented("the tutorial's: its client id"),
  AzureClientId: optional(text(undefined, client, "a client id")).documented(
    "the same, as the tutorial's script spells it",
  ),
  AzureCredPassword: optional(text(undefined, anything, "a password")).documented(
    "the tutorial's: its secret, plain or as `ConvertFrom-SecureString -Key` encrypts it",
  ),
  AzureCredKeyFile: optional(text(undefined, anything, "a path")).documented(
    "path of the tutorial's key file (`PassEncryptKey.key`), for an encrypted `AzureCredPassword`",
  ),
};
