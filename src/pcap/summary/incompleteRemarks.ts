import type { CaptureSummary, Remark } from "./captureSummary.ts";

/** What an analysis lacks. @param missing see `missingShare` */
export function incompleteRemarks(
  { missableBytes, unreadPackets }: Pick<CaptureSummary, "missableBytes" | "unreadPackets">,
  missing: number,
): Remark[] {
  const remarks: Remark[] = [];
  if (missing > 0)
    remarks.push({
      kind: "incomplete",
      text: `Any peer may lack up to ${number(missableBytes)} bytes, which found no place in memory or were not read`,
      filter: "ip || ipv6",
    });
  if (unreadPackets > 0)
    remarks.push({
      kind: "incomplete",
      text: `${number(unreadPackets)} packets were not read: the file describes too many interfaces`,
      filter: "frame.interface_id >= 65536",
    });
  return remarks;
}

const number = (count: number): string => count.toLocaleString("en-US");
