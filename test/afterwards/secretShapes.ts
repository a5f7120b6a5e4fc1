import { readdirSync, readFileSync } from "node:fs";

/** Something that must never be in the log, and how it is known. */
interface SecretShape {
  readonly name: string;
  readonly pattern: RegExp;
}

/**
 * Random bytes in the alphabet of URLs: 32 of them, as the host's function, host, master and system keys are.
 */
const urlKey = /(?<![\w-])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?=[\w-]*\d)(?!alert-)[\w-]{43}(?![\w-])/;

/** Any key in base64: of storage accounts, of Communication Services, of Azure's own Functions host. */
const base64Key = /(?<![\w+/])[A-Za-z\d+/]{38,}={1,2}(?!=)/;

/** What the app puts in the place of a secret. */
const removed = String.raw`\(removed\)`;

export const secretShapes: readonly SecretShape[] = [
  { name: "a token", pattern: /\beyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]{5,}/ },
  {
    name: "an Authorization header",
    pattern: new RegExp(
      String.raw`\bauthorization["']?\s*[:=](?!\s*${removed})|\b(?:Bearer|HMAC-SHA256|SharedKey) (?!${removed})\S`,
      "i",
    ),
  },
  { name: "a key of the Functions host", pattern: urlKey },
  { name: "a key in base64", pattern: base64Key },
  { name: "a key in an address or a header", pattern: /[?&]code=|x-functions-key|x-identity-header/i },
  {
    name: "a connection string",
    pattern: new RegExp(String.raw`\b(?:account|shared ?access|access)key=(?!${removed})`, "i"),
  },
  { name: "a shared access signature", pattern: /[?&]s(?:ig|v|e|r|p)=|SharedAccessSignature/i },
  { name: "a client secret", pattern: /client_?secret["']?\s*[:=]/i },
  { name: "an email address", pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/ },
  { name: "HTML", pattern: /<\/?(?:html|head|body|table|tr|td|th|p|div|h[1-6]|a|style)\b/i },
];

/** Sentences of the reports that the tests keep as golden files. */
export function reportSentences(): readonly string[] {
  const folder = new URL("../report/golden/", import.meta.url);
  const texts = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), "utf8"));
  const lines = texts.flatMap((text) => text.split(/^=+$/m)[0]?.split("\n") ?? []);
  return [...new Set(lines.filter((line) => /^[A-Z].{25,}[.:]$/.test(line)))];
}

/** Descriptions of the alerts that the tests send. */
export function alertTexts(): readonly string[] {
  const folder = new URL("../fixtures/alerts/", import.meta.url);
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  const texts = files.map((file) => readFileSync(new URL(file, folder), "utf8"));
  const found = texts.flatMap((text) => [...text.matchAll(/"description"\s*:\s*"([^"\\]{15,})"/g)]);
  return [...new Set(found.flatMap(([, description = ""]) => description))];
}
