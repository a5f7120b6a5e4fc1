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

/** Every setting that the app reads, in the order of docs/settings.md, which is generated from this table. */
export const table = {
  CAPTURE_STORAGE_ACCOUNT_ID: text(undefined, storageAccountId, "the ARM id of a storage account").documented(
    "ARM id of the storage account for capture files",
  ),
  AzureWebJobsStorage: optional(
    text(undefined, storageConnection, "the connection string of a storage account"),
  ).documented(
    "connection string of the host's storage account, in which the app keeps small records (container `capture-on-alert`); required unless one of the next two replaces it",
  ),
  AzureWebJobsStorage__accountName: optional(
    text(undefined, storageAccountName, "the name of a storage account"),
  ).documented("the same account by its name, for a host that signs in with an identity"),
  AzureWebJobsStorage__blobServiceUri: optional(
    text(undefined, /^https:\/\/[^?#\s@]+$/, "an https URL"),
  ).documented("the same account by its blob endpoint, in other clouds than the public one"),
  AzureWebJobsStorage__credential: optional(
    text(undefined, /^managedidentity$/i, '"managedidentity"'),
  ).documented(
    "`managedidentity`: the account is opened with a managed identity; without it and without a client id, with the app's own identity",
  ),
  AzureWebJobsStorage__clientId: optional(text(undefined, client, "a client id")).documented(
    "client id of that managed identity, a user-assigned one",
  ),
  NOTIFY_EMAIL_TO: atMost(
    mostRecipients,
    "recipients",
    list(undefined, email, "email addresses, comma separated"),
  ).documented(`recipients, comma separated, at most ${mostRecipients}`),
  EMAIL_SENDER: text(undefined, email, "an email address").documented(
    "sender address of the Communication Services domain",
  ),
  EMAIL_ENDPOINT: optional(text(undefined, origin, "an https URL without a path")).documented(
    "endpoint of the Communication Services resource, called with the app's identity; required unless `EMAIL_CONNECTION_STRING` is set",
  ),
  EMAIL_CONNECTION_STRING: optional(
    text(undefined, connectionString, 'of the form "endpoint=https://…;accesskey=…"'),
  ).documented(
    "connection string with an access key, instead of the endpoint; required in sovereign clouds, for which the email SDK requests no tokens",
  ),
  NOTIFY_WEBHOOKS: optional(parsed(undefined, readEndpoints)).documented(
    'webhooks that are told of every report beside the email, a JSON list of `{"kind", "url"}`, at most 10; kind `teams` or `cloudevents`; see [notifications](notifications.md)',
    "off",
  ),
  NOTIFY_WEBHOOK_SECRET: optional(
    text(undefined, /^\S{16,256}$/, "a secret of 16 to 256 characters without spaces"),
  ).documented("key with which CloudEvents are signed: header `X-Capture-Signature`, HMAC-SHA256", "off"),
  CAPTURE_TIME_LIMIT_SECONDS: number(300, limitSchemas.timeLimitSeconds).documented(
    "length of a capture, 1 to 18000",
  ),
  CAPTURE_MAX_BYTES: number(104_857_600, limitSchemas.maxBytes).documented(
    "size limit of a capture, up to 4294967295",
  ),
  CAPTURE_BYTES_PER_PACKET: number(0, limitSchemas.bytesPerPacket).documented(
    "bytes kept of each packet; 0: the whole packet",
  ),
  CAPTURE_FILTERS: parsed("[]", filters).documented(
    "filters of every capture, a JSON list of `{protocol, localIPAddress, remoteIPAddress, localPort, remotePort}`",
  ),
  CAPTURE_STORE: oneOf<CaptureStore>("blob", ["blob", "guest", "both"]).documented(
    "where the capture file is written: `blob` (the storage account), `guest` (on the VM: `/var/captures/…`, `C:\\Captures\\…`) or `both`",
  ),
  CAPTURE_NAME_PREFIX: text(
    "alert",
    /^[A-Za-z0-9][A-Za-z0-9_]{0,19}$/,
    "1 to 20 letters, digits or _",
  ).documented("first part of a session's name; marks the app's own sessions"),
  CAPTURE_SESSION_LIMIT: number(100, wholeNumber(1, 10_000)).documented(
    "sessions per Network Watcher; at this number the app deletes its own finished ones",
  ),
  CAPTURE_CONFLICT_POLICY: oneOf<ConflictPolicy>("join", ["join", "replace", "parallel"]).documented(
    "when the app already captures on the VM: `join` that capture, `replace` it, or run in `parallel`",
  ),
  CAPTURE_COOLDOWN_SECONDS: number(0, wholeNumber(0, 31_536_000)).documented(
    "skip a VM whose last capture started within this time; the report names the reason; 0: never",
  ),
  CAPTURES_PER_HOUR: number(60, wholeNumber(0, 1000)).documented(
    "captures that alerts may start within an hour; alerts beyond that are skipped and told in a digest; captures on demand count, but are never refused; 0: no ceiling",
  ),
  CAPTURE_INSTALL_AGENT: oneOf("false", ["true", "false"]).documented(
    "`true`: install the Network Watcher agent extension on a VM without it",
  ),
  CAPTURE_START_DEADLINE_SECONDS: number(
    startSeconds.usual,
    wholeNumber(startSeconds.least, startSeconds.most),
  ).documented(
    `how long the way from an alert to its running capture may take before a failure email, ${startSeconds.least} to ${startSeconds.most}`,
  ),
  CAPTURE_ANALYZE_MAX_BYTES: number(1_073_741_824, wholeNumber(0, 4_294_967_295)).documented(
    "the report links larger capture files without an analysis; 0: analyze none",
  ),
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
  ).documented(
    "VMs on which a [ring of packets](armed-vms.md) is kept: ids of VMs or resource groups, or `tag:NAME=VALUE`, within `ALLOWED_SCOPES`, comma separated",
    "off",
  ),
  ARMED_FILE_COUNT: number(10, wholeNumber(2, 10_000)).documented(
    "files of a ring; with all of them full, the oldest makes room",
  ),
  ARMED_FILE_BYTES: number(10_485_760, wholeNumber(1024, 4_294_967_295)).documented(
    "size of one file of a ring",
  ),
  ARMED_SESSION_SECONDS: number(86_400, wholeNumber(60, 604_800)).documented(
    "after so long a ring is renewed, 60 to 604800",
  ),
  ARMED_BYTES_PER_PACKET: number(128, limitSchemas.bytesPerPacket).documented(
    "bytes that a ring keeps of each packet, enough for its headers; 0: the whole packet",
  ),
  EVIDENCE_RECORD: oneOf<"api" | "blob">("api", ["api", "blob"]).documented(
    "where the [evidence record](evidence.md) of a capture is: `api` (only in the HTTP API) or `blob` (also beside the capture file)",
  ),
  ALLOWED_SCOPES: optional(
    list(undefined, readScope, "subscription or resource group ids, comma separated, or *"),
  ).documented(
    "ids of the subscriptions or resource groups whose VMs may be captured, comma separated; `*`: any",
    "the storage account's subscription",
  ),
  RESOLVE_HOST_NAMES: oneOf("false", ["true", "false"]).documented(
    "`true`: look the computer of an alert without a VM's id up among the VMs of `ALLOWED_SCOPES` (not `*`), which the app must be allowed to list",
  ),
  SECURE_WEBHOOK_TENANT_ID: optional(
    text(undefined, new RegExp(`^${guid}$`), "a tenant id, a UUID"),
  ).documented(
    "accept alerts only from the action group service of this tenant; needs `SECURE_WEBHOOK_AUDIENCE` and App Service Authentication",
    "off",
  ),
  SECURE_WEBHOOK_AUDIENCE: optional(
    text(undefined, audience, 'the Application ID URI ("api://…") or the client id of an app registration'),
  ).documented(
    "audience of the action group's tokens, an app registration: `api://…` or a client id; needs `SECURE_WEBHOOK_TENANT_ID`",
    "off",
  ),
  REQUIRE_SIGN_IN: oneOf("false", ["true", "false"]).documented(
    "`true`: a capture on demand needs a sign-in for the secure webhook's tenant and audience, beside the key; needs a secure webhook",
  ),
  STATUS_URLS: oneOf<"durable" | "app">("durable", ["durable", "app"]).documented(
    "URLs in the answer to an alert or a request: `durable` (those of the Durable extension, with its key) or `app` (the app's routes, without a key)",
  ),
  WEBSITE_AUTH_ENABLED: parsed("False", (value) => value.toLowerCase() === "true").documented(
    "whether App Service Authentication is on",
    "set by App Service",
  ),
  WEBSITE_AUTH_AAD_ALLOWED_TENANTS: optional(
    // The platform's own: a wrong one lets nobody in, and keeps no alert out.
    list(undefined, anything, "tenant ids, comma separated"),
  ).documented(
    "tenants whose people may sign in to the [captures page](captures-page.md), comma separated; App Service Authentication refuses all others",
    "the secure webhook's tenant",
  ),
  PAGE_LINKS: parsed("[]", readPageLinks).documented(
    "links of the captures page: a JSON list of at most ten `{label, href}`; `href` is an https URL or a path of the app",
  ),
  POLL_MIN_SECONDS: number(5, wholeNumber(1, 3600)).documented(
    "shortest interval between polls of a running capture",
  ),
  POLL_MAX_SECONDS: number(300, wholeNumber(1, 3600)).documented(
    "longest interval; a long capture is polled less often",
  ),
  AZURE_TIMEOUT_SECONDS: number(20, wholeNumber(1, 120)).documented("timeout of one Azure call"),
  REPORT_TIME_ZONE: parsed("UTC", readTimeZone).documented("IANA time zone that the report shows beside UTC"),
  CAPTURE_FILE_RETENTION_DAYS: optional(number(30, wholeNumber(1, 3650))).documented(
    "days after which the storage account deletes a capture file, told in the report; the app itself deletes none",
    "not told",
  ),
  WEBSITE_HOSTNAME: parsed("", appOrigin).documented(
    "the app's own host name, in every link to the app: in its answers and in the report",
    "set by App Service",
  ),
  WEBSITE_SITE_NAME: parsed("", (name) => name.replaceAll(/[^\w-]/g, "")).documented(
    "the app's own name; keeps its records apart from those of another app with the same storage account",
    "set by App Service",
  ),
  HISTORY_RETENTION_DAYS: number(30, wholeNumber(1, 3650)).documented(
    "days to keep the history of finished captures",
  ),
  ...identityTable,
};
