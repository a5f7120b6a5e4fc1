import { AzureError } from "../azureError.ts";
import { isJsonObject } from "../jsonObject.ts";
import { world } from "../world.ts";

/** The message of a send request. */
export interface EmailMessage {
  readonly sender: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  readonly subject: string;
  readonly text: string | null;
  readonly html: string | null;
  /** File names. */
  readonly attachments: readonly string[];
  /** Headers of the email beside those that the service writes itself. */
  readonly headers: Readonly<Record<string, string>>;
}

const mostRecipients = 50;

/** Size of a whole request. */
const mostBytes = 10 * 1024 * 1024;

const address = /^[^\s@<>",;]{1,64}@[^\s@<>",;]+\.[^\s@<>",;.]+$/;

const invalid = (message: string): AzureError => new AzureError(400, "BadRequest", message);

/** Reads and checks a message. @throws AzureError 400, or 404 for a sender of another domain. */
export function readEmailMessage(body: Buffer): EmailMessage {
  if (body.length > mostBytes)
    throw new AzureError(413, "RequestEntityTooLarge", "The email is larger than 10 MB.");
  const message = parse(body);
  const { recipients, content } = message;
  if (!isJsonObject(recipients)) throw invalid("'recipients' is missing.");
  if (!isJsonObject(content)) throw invalid("'content' is missing.");
  const read = {
    sender: readSender(message.senderAddress),
    to: readAddresses(recipients.to, "to"),
    cc: readAddresses(recipients.cc, "cc"),
    bcc: readAddresses(recipients.bcc, "bcc"),
    ...readContent(content),
    attachments: readAttachments(message.attachments),
    headers: readHeaders(message.headers),
  };
  const count = read.to.length + read.cc.length + read.bcc.length;
  if (count === 0) throw invalid("The email has no recipient.");
  if (count > mostRecipients) throw invalid(`The email has more than ${mostRecipients} recipients.`);
  return read;
}

function parse(body: Buffer): Readonly<Record<string, unknown>> {
  try {
    const message: unknown = JSON.parse(body.toString("utf8"));
    if (isJsonObject(message)) return message;
  } catch {
    // Refused below, like JSON that is not an object.
  }
  throw invalid("The request body is not a JSON object.");
}

function readSender(value: unknown): string {
  if (typeof value !== "string" || !address.test(value)) throw invalid("'senderAddress' is not an address.");
  const [user, domain] = value.toLowerCase().split("@");
  if (domain !== world.senderDomain)
    throw new AzureError(404, "DomainNotLinked", "The specified sender domain has not been linked.");
  if (user !== world.senderUser.toLowerCase())
    throw new AzureError(
      400,
      "InvalidSenderUserName",
      "The sender's user name is not among those configured for the domain.",
    );
  return value;
}

function readAddresses(value: unknown, name: string): string[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw invalid(`'recipients.${name}' is not an array.`);
  return value.map((recipient: unknown) => {
    const text = isJsonObject(recipient) ? recipient.address : undefined;
    if (typeof text === "string" && address.test(text)) return text;
    throw invalid(`'recipients.${name}' contains an invalid address.`);
  });
}

function readContent(
  content: Readonly<Record<string, unknown>>,
): Pick<EmailMessage, "subject" | "text" | "html"> {
  const { subject, plainText = null, html = null } = content;
  if (typeof subject !== "string" || subject === "") throw invalid("'content.subject' is missing.");
  const isBody = (value: unknown): value is string | null => value === null || typeof value === "string";
  if (!isBody(plainText) || !isBody(html))
    throw invalid("'content.plainText' and 'content.html' must be text.");
  if (!plainText && !html) throw invalid("The email has neither plain text nor HTML.");
  return { subject, text: plainText, html };
}

function readAttachments(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw invalid("'attachments' is not an array.");
  return value.map((attachment: unknown) => {
    const { name, contentType, contentInBase64 } = isJsonObject(attachment) ? attachment : {};
    if (typeof name === "string" && typeof contentType === "string" && typeof contentInBase64 === "string")
      return name;
    throw invalid("An attachment needs a name, a contentType and a contentInBase64.");
  });
}

/** A name as RFC 5322 has it, and a value of one line. */
const headerName = /^[!-9;-~]{1,76}$/;

function readHeaders(value: unknown): Readonly<Record<string, string>> {
  if (value === undefined || value === null) return {};
  if (!isJsonObject(value)) throw invalid("'headers' is not an object.");
  return Object.fromEntries(
    Object.entries(value).map(([name, text]) => {
      if (headerName.test(name) && typeof text === "string" && !/[\r\n]/.test(text)) return [name, text];
      throw invalid(`The header ${JSON.stringify(name)} is not valid.`);
    }),
  );
}
