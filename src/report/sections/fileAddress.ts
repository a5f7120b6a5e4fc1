import type { CaptureOutcome } from "../../captures/outcome/captureOutcome.ts";

/**
 * The URL of a capture file, safe to show and click: https, without credentials, query or fragment; else
 * null.
 */
export function fileAddress(url: string | null): string | null {
  const parsed = url === null ? null : URL.parse(url);
  if (parsed?.protocol !== "https:" || parsed.username !== "" || parsed.password !== "") return null;
  return `${parsed.origin}${parsed.pathname}`;
}

/** A name for the downloaded file that every shell and file system accepts. */
export const localFileName = ({
  captureName,
  vmName,
}: Pick<CaptureOutcome, "captureName" | "vmName">): string =>
  `${(captureName ?? vmName).replace(/[^\w.-]/g, "_").slice(0, 100)}.cap`;

/**
 * A URL for double quotes in bash, PowerShell or cmd: characters that they would expand are percent-encoded.
 */
const quotable = (url: string): string =>
  url.replace(/[$`'"!]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);

export const downloadCommand = (address: string, fileName: string): string =>
  `az storage blob download --auth-mode login --blob-url "${quotable(address)}" --file "${fileName}"`;
