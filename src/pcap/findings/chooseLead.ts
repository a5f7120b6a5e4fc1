import { shareText } from "../../wording/shareText.ts";
import { fitText } from "./fitText.ts";
import type { Finding } from "./finding.ts";

const nothing = "Nothing stands out";

/**
 * The one sentence that every output begins with: what needs someone now; else the answer to the alert's
 * question; else the first warning. What the analysis may lack is said before.
 *
 * @param findings ranked
 * @param missing share of the bytes that any peer may lack; 0 when it is negligible
 */
export function chooseLead(findings: readonly Finding[], missing: number): string {
  const [first] = findings;
  const leading =
    first?.severity === "critical"
      ? first
      : (findings.find(({ kind }) => kind === "top-peer") ??
        findings.find(({ severity, kind }) => severity === "warning" && kind !== "incomplete"));
  const claim = leading?.text ?? nothing;
  if (missing === 0) return claim;
  return fitText(
    `Incomplete, any peer may lack up to ${shareText(missing)} of the bytes: ${claim}`,
    `Incomplete (${shareText(missing)} of the bytes): ${claim}`,
  );
}
