import { EmailClient, type EmailMessage, type EmailSendResponse } from "@azure/communication-email";
import { AzureFault, calling, orNotFound, unreadableAnswer } from "./azureFault.ts";
import { foreignText } from "./foreignText.ts";
import { onlyTo } from "./hosts/onlyTo.ts";
import { freshTokenOnce } from "./identity/freshTokenOnce.ts";
import type { EmailSending } from "../captures/telling/emailSending.ts";
import type { Config } from "../config.ts";
import type { PipelinePolicy } from "@azure/core-rest-pipeline";
import type { TokenCredential } from "@azure/identity";

/** An email to the configured recipients. */
interface Email {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** "high": mail clients mark it. */
  readonly importance: "high" | "normal";
}

/** Sends through Azure Communication Services Email. */
export interface Mailer {
  readonly to: readonly string[];
  /** Sends with an operation id (a UUID), which makes a repeated send the same email. */
  send(operationId: string, email: Email): Promise<EmailSending>;
  /** The status of a send; null when the service does not know it. */
  status(operationId: string): Promise<EmailSending | null>;
}

/** The one that the SDK asks for, with two slashes. */
const tokenScope = "https://communication.azure.com//.default";

const sendingOperation = "Send the email";

type Poller = Awaited<ReturnType<EmailClient["beginSend"]>>;

const optionsWith = (policies: readonly PipelinePolicy[]) => ({
  // The orchestrator retries. A retry inside the pipeline would also repeat an expired signature.
  retryOptions: { maxRetries: 0 },
  additionalPolicies: policies.map((policy) => ({ policy, position: "perRetry" as const })),
});

export function createMailer(
  { email: settings, azureTimeoutSeconds }: Config,
  credential: TokenCredential,
): Mailer {
  const { service, sender, to } = settings;
  const endpoint =
    service.kind === "endpoint"
      ? service.endpoint
      : (/^endpoint=([^;]+)/i.exec(service.connectionString)?.[1] ?? "");
  const options = (...policies: readonly PipelinePolicy[]) =>
    optionsWith([...policies, onlyTo(endpoint, azureTimeoutSeconds)]);
  const client =
    service.kind === "endpoint"
      ? new EmailClient(service.endpoint, credential, options(freshTokenOnce(credential, tokenScope)))
      : new EmailClient(service.connectionString, options());
  const message = ({ subject, text, html }: Omit<Email, "importance">) => ({
    senderAddress: sender,
    recipients: { to: to.map((address) => ({ address })) },
    content: { subject, plainText: text, html },
    disableUserEngagementTracking: true,
  });
  const signal = () => AbortSignal.timeout(azureTimeoutSeconds * 1000);
  return {
    to,
    send: (operationId, email) =>
      withHeaders(headersOf(operationId, sender, email), (headers) =>
        send(client, { ...message(email), ...headers }, { operationId, abortSignal: signal() }),
      ),
    status: (operationId) =>
      orNotFound(
        settle("Ask for the email's status", () =>
          client.beginSend(message({ subject: "", text: "", html: "" }), {
            resumeFrom: resumeFrom(endpoint, operationId),
            abortSignal: signal(),
          }),
        ),
      ),
  };
}

type Headers = Readonly<Record<string, string>>;

/**
 * A repeated send has the same Message-ID, by which a mail server knows it. The service takes the importance
 * as `x-priority` (the changelog of its SDK, 1.0.0-beta.2); `Importance` is the header of RFC 2156.
 */
const headersOf = (operationId: string, sender: string, { importance }: Email): Headers => ({
  "Message-ID": `<${operationId}@${sender.split("@")[1] ?? ""}>`,
  ...(importance === "high" && { "x-priority": "1", Importance: "high" }),
});

/** Headers are never a reason for an email to fail: a service that rejects the request gets it without. */
async function withHeaders(
  headers: Headers,
  post: (headers: { readonly headers?: Headers }) => Promise<EmailSending>,
): Promise<EmailSending> {
  try {
    return await post({ headers });
  } catch (error) {
    if (!(error instanceof AzureFault) || error.status !== 400) throw error;
    return post({});
  }
}

/** beginSend also queries the status at once; when only that fails, the email has still been accepted. */
async function send(
  client: EmailClient,
  message: EmailMessage,
  options: { readonly operationId: string; readonly abortSignal: AbortSignal },
): Promise<EmailSending> {
  const post = { accepted: false };
  const onResponse = ({ request, status }: { request: { method: string }; status: number }) => {
    post.accepted ||= request.method === "POST" && status === 202;
  };
  try {
    const sending = await settle(sendingOperation, () =>
      client.beginSend(message, { ...options, onResponse }),
    );
    if (post.accepted) return sending;
  } catch (error) {
    if (!post.accepted) throw error;
    return { state: "running", error: null };
  }
  throw unreadableAnswer(sendingOperation);
}

/** The SDK has no call for a send's status; a resumed poller sends exactly one GET. */
function resumeFrom(endpoint: string, operationId: string): string {
  const operationLocation = `${endpoint.replace(/\/$/, "")}/emails/operations/${operationId}?api-version=2025-09-01`;
  return JSON.stringify({
    state: { status: "running", config: { operationLocation, metadata: { mode: "OperationLocation" } } },
  });
}

/** The SDK throws a plain Error without a status when the service reports that the send failed. */
async function settle(operation: string, begin: () => Promise<Poller>): Promise<EmailSending> {
  try {
    const state = (await calling(operation, begin)).getOperationState();
    if (state.status === "succeeded") return { state: "succeeded", error: null };
    if (state.status === "failed" || state.status === "canceled")
      return { state: "failed", error: foreignText(state.error?.message ?? resultError(state.result)) };
    return { state: "running", error: null };
  } catch (error) {
    if (error instanceof AzureFault && saysFailed(error)) return { state: "failed", error: error.message };
    throw error;
  }
}

const saysFailed = ({ status, message }: AzureFault): boolean =>
  status === null && message.includes("The long-running operation has failed");

const resultError = (result: EmailSendResponse | undefined): string =>
  result?.error?.message ?? "The service gave no reason.";
