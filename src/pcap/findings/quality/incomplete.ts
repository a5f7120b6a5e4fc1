import { shareText } from "../../../wording/shareText.ts";
import type { Finder } from "../finder.ts";
import type { FindingDraft } from "../finding.ts";

/** What the analysis lacks. */
export const incomplete: Finder = ({ missing, missableBytes, unread }) => {
  const { packets } = unread;
  const common = { kind: "incomplete", severity: "warning", firstAt: null, lastAt: null } as const;
  const findings: FindingDraft[] = [];
  if (missing > 0)
    findings.push({
      ...common,
      text: `Any peer may lack up to ${shareText(missing)} of the bytes: they found no place in memory or were not read`,
      filter: "ip || ipv6",
      evidence: { counts: { missableBytes }, flows: [], frames: [] },
      nextStep: "Take shares and counts as the least; analyze a shorter capture, or one with a filter.",
      weight: 1,
    });
  if (packets > 0)
    findings.push({
      ...common,
      text: `${packets.toLocaleString("en-US")} packets were not read: the file describes too many interfaces`,
      filter: "frame.interface_id >= 65536",
      evidence: { counts: { packets }, flows: [], frames: [] },
      nextStep: "Capture on fewer interfaces.",
      weight: 0.99,
    });
  return findings;
};
