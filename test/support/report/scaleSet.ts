import { outcome } from "./facts.ts";
import { outboundToService } from "./summaries.ts";
import type { CaptureOutcome } from "../../../src/captures/outcome/captureOutcome.ts";
import type { InstanceOutcome } from "../../../src/captures/scaleSet/instanceOutcome.ts";

const group =
  "/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11/resourceGroups/Prod-Web-RG/providers/Microsoft.Compute";
const folder = `https://captureonalert.blob.core.windows.net/network-watcher-logs${group.toLowerCase()}/virtualmachinescalesets/web`;
const fileOf = (id: string) => `${folder}/virtualmachines/${id}/2026/11/23/packetcapture_02_00_47_120.cap`;

/** An instance that was captured, with parts of it replaced. */
export const instance = (id: string, changes: Partial<InstanceOutcome> = {}): InstanceOutcome => ({
  id,
  outcome: "captured",
  fileUrl: fileOf(id),
  bytes: 1_048_576,
  error: null,
  lead: "Nothing stands out in 1,502 packets",
  ...changes,
});

/** An instance without a file. */
export const lost = (id: string, ending: InstanceOutcome["outcome"], error: string): InstanceOutcome =>
  instance(id, { outcome: ending, fileUrl: null, bytes: null, lead: null, error });

/** Three of five instances of the scale set "web", with parts of the outcome replaced. */
export const setOutcome = (changes: Partial<CaptureOutcome> = {}): CaptureOutcome =>
  outcome({
    vmId: `${group}/virtualMachineScaleSets/web`,
    vmName: "web",
    captureName: "alert-web-0123456789abcdef",
    fileUrl: fileOf("2"),
    summary: outboundToService,
    leadingInstance: "2",
    instanceFolder: folder,
    instances: [
      instance("2", { lead: outboundToService.lead }),
      ...[
        instance("0"),
        instance("1", { lead: null, error: "Its file was not analyzed: no time was left." }),
      ],
      lost("3", "gone", "3 does not exist or is in stopped state."),
      lost("7", "skipped", "The Network Watcher agent extension is not installed."),
    ],
    ...changes,
  });
