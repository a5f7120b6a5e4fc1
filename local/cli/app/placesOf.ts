import type { AlertOutcome } from "../../../src/captures/outcome/alertOutcome.ts";
import type { Places } from "../following/outcomeText.ts";
import type { ControlClient } from "./controlClient.ts";

/**
 * Where a person finds the files and the email. On this machine only the control API opens them without a
 * key.
 */
export async function placesOf(
  { captures = [], report }: Partial<AlertOutcome>,
  control: ControlClient | null,
): Promise<Places> {
  const files = captures.map(({ captureName, fileUrl }) =>
    control !== null && captureName && fileUrl
      ? `${control.url}/captures/${encodeURIComponent(captureName)}.cap`
      : (fileUrl ?? null),
  );
  const messageId = report?.messageId ?? null;
  return { files, email: messageId === null ? null : ((await control?.emailUrl(messageId)) ?? null) };
}
