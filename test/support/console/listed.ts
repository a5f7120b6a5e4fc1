import type { ListedCapture } from "../../../src/api/captureList.ts";

/** An item of the list of captures. */
export const listed = (own: Partial<ListedCapture> = {}): ListedCapture => ({
  id: "alert-0123456789abcdef",
  status: "completed",
  phase: "done",
  percent: null,
  vms: [],
  reportedIn: null,
  error: null,
  createdAt: "2026-11-26T10:00:00.000Z",
  updatedAt: "2026-11-26T10:06:00.000Z",
  state: "captured",
  vm: "WEB01",
  rule: "net-out-high",
  ruleSeverity: "Sev2",
  firedAt: "2026-11-26T09:59:00.000Z",
  bytes: 1_029_017,
  spark: [1, 2, 3],
  label: "Scan",
  peers: ["203.0.113.66", "files.example.net"],
  lead: "203.0.113.66 probed 1,022 TCP ports of WEB01",
  severity: "critical",
  ...own,
});
