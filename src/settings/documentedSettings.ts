import { startSeconds } from "../captures/plan/startSeconds.ts";
import { table } from "./table.ts";

/** A setting for the documentation. */
export interface SettingDocumentation {
  readonly name: string;
  /** Null: the setting is required; "": there is none. */
  readonly default: string | null;
  /** Whether `default` is a description, not the value itself. */
  readonly inWords: boolean;
  /** Markdown. */
  readonly meaning: string;
}

/**
 * What each setting means, in Markdown, and where its default itself would be unclear, that in words. Apart
 * from the table, because a webhook loads the table and never these texts.
 */
const meanings: Readonly<Record<keyof typeof table, readonly [meaning: string, shownDefault?: string]>> = {
  CAPTURE_STORAGE_ACCOUNT_ID: ["ARM id of the storage account for capture files"],
  AzureWebJobsStorage: [
    "connection string of the host's storage account, in which the app keeps small records (container `capture-on-alert`); required unless one of the next two replaces it",
  ],
  AzureWebJobsStorage__accountName: [
    "the same account by its name, for a host that signs in with an identity",
  ],
  AzureWebJobsStorage__blobServiceUri: [
    "the same account by its blob endpoint, in other clouds than the public one",
  ],
  AzureWebJobsStorage__credential: [
    "`managedidentity`: the account is opened with a managed identity; without it and without a client id, with the app's own identity",
  ],
  AzureWebJobsStorage__clientId: ["client id of that managed identity, a user-assigned one"],
  NOTIFY_EMAIL_TO: ["recipients, comma separated, at most 50"],
  EMAIL_SENDER: ["sender address of the Communication Services domain"],
  EMAIL_ENDPOINT: [
    "endpoint of the Communication Services resource, called with the app's identity; required unless `EMAIL_CONNECTION_STRING` is set",
  ],
  EMAIL_CONNECTION_STRING: [
    "connection string with an access key, instead of the endpoint; required in sovereign clouds, for which the email SDK requests no tokens",
  ],
  NOTIFY_WEBHOOKS: [
    'webhooks that are told of every report beside the email, a JSON list of `{"kind", "url"}`, at most 10; kind `teams` or `cloudevents`; see [notifications](notifications.md)',
    "off",
  ],
  NOTIFY_WEBHOOK_SECRET: [
    "key with which CloudEvents are signed: header `X-Capture-Signature`, HMAC-SHA256",
    "off",
  ],
  CAPTURE_TIME_LIMIT_SECONDS: ["length of a capture, 1 to 18000"],
  CAPTURE_MAX_BYTES: ["size limit of a capture, up to 4294967295"],
  CAPTURE_BYTES_PER_PACKET: ["bytes kept of each packet; 0: the whole packet"],
  CAPTURE_FILTERS: [
    "filters of every capture, a JSON list of `{protocol, localIPAddress, remoteIPAddress, localPort, remotePort}`",
  ],
  CAPTURE_STORE: [
    "where the capture file is written: `blob` (the storage account), `guest` (on the VM: `/var/captures/…`, `C:\\Captures\\…`) or `both`",
  ],
  CAPTURE_NAME_PREFIX: ["first part of a session's name; marks the app's own sessions"],
  CAPTURE_SESSION_LIMIT: [
    "sessions per Network Watcher; at this number the app deletes its own finished ones",
  ],
  CAPTURE_CONFLICT_POLICY: [
    "when the app already captures on the VM: `join` that capture, `replace` it, or run in `parallel`",
  ],
  CAPTURE_COOLDOWN_SECONDS: [
    "skip a VM whose last capture started within this time; the report names the reason; 0: never",
  ],
  CAPTURES_PER_HOUR: [
    "captures that alerts may start within an hour; alerts beyond that are skipped and told in a digest; captures on demand count, but are never refused; 0: no ceiling",
  ],
  CAPTURE_INSTALL_AGENT: ["`true`: install the Network Watcher agent extension on a VM without it"],
  CAPTURE_START_DEADLINE_SECONDS: [
    `how long the way from an alert to its running capture may take before a failure email, ${startSeconds.least} to ${startSeconds.most}`,
  ],
  CAPTURE_ANALYZE_MAX_BYTES: ["the report links larger capture files without an analysis; 0: analyze none"],
  ARMED_VMS: [
    "VMs on which a [ring of packets](armed-vms.md) is kept: ids of VMs or resource groups, or `tag:NAME=VALUE`, within `ALLOWED_SCOPES`, comma separated",
    "off",
  ],
  ARMED_FILE_COUNT: ["files of a ring; with all of them full, the oldest makes room"],
  ARMED_FILE_BYTES: ["size of one file of a ring"],
  ARMED_SESSION_SECONDS: ["after so long a ring is renewed, 60 to 604800"],
  ARMED_BYTES_PER_PACKET: [
    "bytes that a ring keeps of each packet, enough for its headers; 0: the whole packet",
  ],
  EVIDENCE_RECORD: [
    "where the [evidence record](evidence.md) of a capture is: `api` (only in the HTTP API) or `blob` (also beside the capture file)",
  ],
  ON_RESOLVED: [
    "what the app does when an alert whose capture runs has resolved: `ignore`, `note` (the report says when) or `stop` (also ends the capture early)",
  ],
  REPORT_NETWORK_CONTEXT: [
    "`true`: ask Network Watcher for the security rules and next hops behind the findings, and for the VM's addresses; see [Azure's verdict](network-context.md)",
  ],
  ALLOWED_SCOPES: [
    "ids of the subscriptions or resource groups whose VMs may be captured, comma separated; `*`: any",
    "the storage account's subscription",
  ],
  RESOLVE_HOST_NAMES: [
    "`true`: look the computer of an alert without a VM's id up among the VMs of `ALLOWED_SCOPES` (not `*`), which the app must be allowed to list",
  ],
  SECURE_WEBHOOK_TENANT_ID: [
    "accept alerts only from the action group service of this tenant; needs `SECURE_WEBHOOK_AUDIENCE` and App Service Authentication",
    "off",
  ],
  SECURE_WEBHOOK_AUDIENCE: [
    "audience of the action group's tokens, an app registration: `api://…` or a client id; needs `SECURE_WEBHOOK_TENANT_ID`",
    "off",
  ],
  REQUIRE_SIGN_IN: [
    "`true`: a capture on demand needs a sign-in for the secure webhook's tenant and audience, beside the key; needs a secure webhook",
  ],
  STATUS_URLS: [
    "URLs in the answer to an alert or a request: `durable` (those of the Durable extension, with its key) or `app` (the app's routes, without a key)",
  ],
  WEBSITE_AUTH_ENABLED: ["whether App Service Authentication is on", "set by App Service"],
  WEBSITE_AUTH_AAD_ALLOWED_TENANTS: [
    "tenants whose people may sign in to the [captures page](captures-page.md), comma separated; App Service Authentication refuses all others",
    "the secure webhook's tenant",
  ],
  PAGE_LINKS: [
    "links of the captures page: a JSON list of at most ten `{label, href}`; `href` is an https URL or a path of the app",
  ],
  POLL_MIN_SECONDS: ["shortest interval between polls of a running capture"],
  POLL_MAX_SECONDS: ["longest interval; a long capture is polled less often"],
  AZURE_TIMEOUT_SECONDS: ["timeout of one Azure call"],
  REPORT_TIME_ZONE: ["IANA time zone that the report shows beside UTC"],
  CAPTURE_FILE_RETENTION_DAYS: [
    "days after which the storage account deletes a capture file, told in the report; the app itself deletes none",
    "not told",
  ],
  WEBSITE_HOSTNAME: [
    "the app's own host name, in every link to the app: in its answers and in the report",
    "set by App Service",
  ],
  WEBSITE_SITE_NAME: [
    "the app's own name; keeps its records apart from those of another app with the same storage account",
    "set by App Service",
  ],
  HISTORY_RETENTION_DAYS: ["days to keep the history of finished captures"],
  AZURE_CLOUD: ["`AzurePublic`, `AzureUSGovernment` or `AzureChina`"],
  AZURE_RESOURCE_MANAGER_ENDPOINT: ["Resource Manager endpoint, instead of the cloud's own", "by cloud"],
  AZURE_AUTHORITY_HOST: ["sign-in endpoint of a service principal, instead of the cloud's own", "by cloud"],
  AZURE_TENANT_ID: [
    "tenant of a service principal, which replaces the managed identity; needs a client id and one of the three credentials below",
    "managed identity",
  ],
  AZURE_CLIENT_ID: [
    "client id of the service principal; without a tenant, of a user-assigned managed identity",
  ],
  AZURE_CLIENT_SECRET: ["credential: the client secret"],
  AZURE_CLIENT_CERTIFICATE_PATH: ["credential: path of a PEM file with the certificate and its private key"],
  AZURE_CLIENT_CERTIFICATE_PASSWORD: ["password of the private key"],
  AZURE_FEDERATED_TOKEN_FILE: [
    "credential: path of a file with a token of a trusted issuer (workload identity)",
  ],
  AzureTenant: [
    "tenant of a service principal; this and the next four are the tutorial's settings, an alternative to `AZURE_TENANT_ID` and the others above",
  ],
  AzureClientID: ["client id of that service principal"],
  AzureClientId: ["the same, in the spelling of the tutorial's script"],
  AzureCredPassword: ["client secret, plain or encrypted by `ConvertFrom-SecureString -Key`"],
  AzureCredKeyFile: [
    "path of the tutorial's key file (`PassEncryptKey.key`), which an encrypted `AzureCredPassword` needs",
  ],
};

/** All settings, in the order of the documentation, which is that of the table. */
export const documentedSettings: readonly SettingDocumentation[] = Object.entries(table).map(
  ([name, { fallback }]) => {
    const [meaning, shownDefault] = meanings[name as keyof typeof table];
    return { name, default: shownDefault ?? fallback ?? null, inWords: shownDefault !== undefined, meaning };
  },
);
