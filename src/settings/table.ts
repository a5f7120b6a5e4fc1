import { guid } from "../arm/armId.ts";
import { readScope } from "../arm/scopes.ts";
import { storageAccountId } from "../arm/storageAccountId.ts";
import { readFilters, type CaptureFilter } from "../captures/plan/captureFilter.ts";
import { limitSchemas, wholeNumber } from "../captures/plan/limitSchemas.ts";
import { startSeconds } from "../captures/plan/startSeconds.ts";
import { readArmedTarget } from "../captures/rings/armedTarget.ts";
import { identityTable } from "./identityTable.ts";
import { readEndpoints } from "./readEndpoints.ts";
import { readPageLinks } from "./readPageLinks.ts";
import { readTimeZone } from "./readTimeZone.ts";
import { atMost, list, number, oneOf, optional, parsed, text } from "./setting.ts";
import type { CaptureStore, ConflictPolicy } from "../captures/plan/capturePlan.ts";

const email = /^[^\s@<>",;]{1,64}@[^\s@<>",;]{1,255}$/;
/** https://learn.microsoft.com/azure/communication-services/concepts/service-limits#size-limits-for-email */
const mostRecipients = 50;
const mostArmed = 50;
const origin = /^https:\/\/[^/?#\s@]+\/?$/;
const client = /^[\w-]+$/;
const anything = /^[^\0]+$/;
const audience = new RegExp(`^(?:api://[\\w./-]{1,200}|${guid})$`);
const storageConnection =
  /^(?:UseDevelopmentStorage=true\b.*|(?=.*\b(?:AccountName|BlobEndpoint)=).*\b(?:AccountKey|SharedAccessSignature)=.+)$/i;
const storageAccountName = /^[a-z0-9]{3,24}$/;
const connectionString = /^endpoint=https:\/\/[^;]+;accesskey=[^;]+;?$/i;

/** The platform sets the host name, so an invalid one must not keep the app from starting. */
function appOrigin(host: string): string | null {
  if (!/^[a-z0-9.-]{1,253}(?::\d{1,5})?$/i.test(host) || host.startsWith("0.0.0.0")) return null;
  const isLocal = /^(?:localhost|127\.0\.0\.1)(?::|$)/i.test(host);
  return `${isLocal ? "http" : "https"}://${host}`;
}

function filters(json: string): readonly CaptureFilter[] {
  const reading = readFilters(json);
  if (!reading.ok) throw new Error(reading.problem);
  return reading.filters;
}

/**
 * Every setting that the app reads, in the order of docs/settings.md; documentedSettings.ts says what each
 * means.
 */
export const table = {
  CAPTURE_STORAGE_ACCOUNT_ID: text(undefined, storageAccountId, "the ARM id of a storage account"),
  AzureWebJobsStorage: optional(
    text(undefined, storageConnection, "the connection string of a storage account"),
  ),
  AzureWebJobsStorage__accountName: optional(
    text(undefined, storageAccountName, "the name of a storage account"),
  ),
  AzureWebJobsStorage__blobServiceUri: optional(text(undefined, /^https:\/\/[^?#\s@]+$/, "an https URL")),
  AzureWebJobsStorage__credential: optional(text(undefined, /^managedidentity$/i, '"managedidentity"')),
  AzureWebJobsStorage__clientId: optional(text(undefined, client, "a client id")),
  NOTIFY_EMAIL_TO: atMost(
    mostRecipients,
    "recipients",
    list(undefined, email, "email addresses, comma separated"),
  ),
  EMAIL_SENDER: text(undefined, email, "an email address"),
  EMAIL_ENDPOINT: optional(text(undefined, origin, "an https URL without a path")),
  EMAIL_CONNECTION_STRING: optional(
    text(undefined, connectionString, 'of the form "endpoint=https://…;accesskey=…"'),
  ),
  NOTIFY_WEBHOOKS: optional(parsed(undefined, readEndpoints)),
  NOTIFY_WEBHOOK_SECRET: optional(
    text(undefined, /^\S{16,256}$/, "a secret of 16 to 256 characters without spaces"),
  ),
  CAPTURE_TIME_LIMIT_SECONDS: number(300, limitSchemas.timeLimitSeconds),
  CAPTURE_MAX_BYTES: number(104_857_600, limitSchemas.maxBytes),
  CAPTURE_BYTES_PER_PACKET: number(0, limitSchemas.bytesPerPacket),
  CAPTURE_FILTERS: parsed("[]", filters),
  CAPTURE_STORE: oneOf<CaptureStore>("blob", ["blob", "guest", "both"]),
  CAPTURE_NAME_PREFIX: text("alert", /^[A-Za-z0-9][A-Za-z0-9_]{0,19}$/, "1 to 20 letters, digits or _"),
  CAPTURE_SESSION_LIMIT: number(100, wholeNumber(1, 10_000)),
  CAPTURE_CONFLICT_POLICY: oneOf<ConflictPolicy>("join", ["join", "replace", "parallel"]),
  CAPTURE_COOLDOWN_SECONDS: number(0, wholeNumber(0, 31_536_000)),
  CAPTURES_PER_HOUR: number(60, wholeNumber(0, 1000)),
  CAPTURE_INSTALL_AGENT: oneOf("false", ["true", "false"]),
  CAPTURE_START_DEADLINE_SECONDS: number(
    startSeconds.usual,
    wholeNumber(startSeconds.least, startSeconds.most),
  ),
  CAPTURE_ANALYZE_MAX_BYTES: number(1_073_741_824, wholeNumber(0, 4_294_967_295)),
  ARMED_VMS: optional(
    atMost(
      mostArmed,
      "ids and tags",
      list(
        undefined,
        (text) => (readArmedTarget(text) === null ? null : text),
        "ids of VMs or resource groups, or tag:NAME=VALUE, comma separated",
      ),
    ),
  ),
  ARMED_FILE_COUNT: number(10, wholeNumber(2, 10_000)),
  ARMED_FILE_BYTES: number(10_485_760, wholeNumber(1024, 4_294_967_295)),
  ARMED_SESSION_SECONDS: number(86_400, wholeNumber(60, 604_800)),
  ARMED_BYTES_PER_PACKET: number(128, limitSchemas.bytesPerPacket),
  EVIDENCE_RECORD: oneOf<"api" | "blob">("api", ["api", "blob"]),
  ON_RESOLVED: oneOf<"ignore" | "note" | "stop">("ignore", ["ignore", "note", "stop"]),
  REPORT_NETWORK_CONTEXT: oneOf("true", ["true", "false"]),
  ALLOWED_SCOPES: optional(
    list(undefined, readScope, "subscription or resource group ids, comma separated, or *"),
  ),
  RESOLVE_HOST_NAMES: oneOf("false", ["true", "false"]),
  SECURE_WEBHOOK_TENANT_ID: optional(text(undefined, new RegExp(`^${guid}$`), "a tenant id, a UUID")),
  SECURE_WEBHOOK_AUDIENCE: optional(
    text(undefined, audience, 'the Application ID URI ("api://…") or the client id of an app registration'),
  ),
  REQUIRE_SIGN_IN: oneOf("false", ["true", "false"]),
  STATUS_URLS: oneOf<"durable" | "app">("durable", ["durable", "app"]),
  WEBSITE_AUTH_ENABLED: parsed("False", (value) => value.toLowerCase() === "true"),
  WEBSITE_AUTH_AAD_ALLOWED_TENANTS: optional(
    // The platform's own: a wrong one lets nobody in, and keeps no alert out.
    list(undefined, anything, "tenant ids, comma separated"),
  ),
  PAGE_LINKS: parsed("[]", readPageLinks),
  POLL_MIN_SECONDS: number(5, wholeNumber(1, 3600)),
  POLL_MAX_SECONDS: number(300, wholeNumber(1, 3600)),
  AZURE_TIMEOUT_SECONDS: number(20, wholeNumber(1, 120)),
  REPORT_TIME_ZONE: parsed("UTC", readTimeZone),
  CAPTURE_FILE_RETENTION_DAYS: optional(number(30, wholeNumber(1, 3650))),
  WEBSITE_HOSTNAME: parsed("", appOrigin),
  WEBSITE_SITE_NAME: parsed("", (name) => name.replaceAll(/[^\w-]/g, "")),
  HISTORY_RETENTION_DAYS: number(30, wholeNumber(1, 3650)),
  ...identityTable,
};
