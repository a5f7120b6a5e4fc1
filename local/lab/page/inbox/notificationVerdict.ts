import type { LabNotification } from "../../controlView.ts";

interface Verdict {
  readonly tone: "good" | "bad";
  readonly text: string;
}

/** Whether a receiver would take a notification. */
export function notificationVerdict({
  problems,
  signatureValid,
}: Pick<LabNotification, "problems" | "signatureValid">): Verdict {
  if (signatureValid === false) return { tone: "bad", text: "Wrong signature" };
  if (problems.length > 0) return { tone: "bad", text: "Invalid" };
  return { tone: "good", text: signatureValid === true ? "Valid, signed" : "Valid" };
}
