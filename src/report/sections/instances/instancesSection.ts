import { roughBytes } from "../../../wording/roughBytes.ts";
import { linkList, paragraph, type Block, type Cell, type Section } from "../../section.ts";
import { fileAddress } from "../fileAddress.ts";
import { portalBlob, portalContainer } from "../links/captureLinks.ts";
import { instanceCounts } from "./instanceCounts.ts";
import type { CaptureOutcome } from "../../../captures/outcome/captureOutcome.ts";
import type { InstanceOutcome } from "../../../captures/scaleSet/instanceOutcome.ts";
import type { ReportFacts } from "../../reportFacts.ts";

const words: Readonly<Record<InstanceOutcome["outcome"], string>> = {
  captured: "Captured",
  failed: "Failed",
  gone: "Gone",
  skipped: "Skipped",
};

/** The instances of a scale set, the gravest lead first; empty for a VM. */
export function instancesSection(outcome: CaptureOutcome, places: ReportFacts["places"]): readonly Section[] {
  const { instances, vmId: vm, vmName } = outcome;
  if (instances === null) return [];
  const folder = fileAddress(outcome.instanceFolder);
  return [
    {
      heading: `Instances of ${vmName}`,
      tone: instances.some((one) => one.outcome === "failed") ? "warning" : "neutral",
      ...{ part: "instances", vm },
      blocks: [
        paragraph(countsText(outcome, instances)),
        ...(instances.length === 0 ? [] : [instanceTable(instances, folder, places)]),
        ...(folder === null ? [] : [paragraph(folder, "Folder of their files")]),
        ...linkList("In the Azure portal", ["The container of these files", portalContainer(folder, places)]),
      ],
    },
  ];
}

function countsText({ leadingInstance }: CaptureOutcome, instances: readonly InstanceOutcome[]): string {
  const counted = `${instanceCounts(instances)}.`;
  return leadingInstance === null
    ? counted
    : `${counted} Findings, traffic and the capture file below are those of instance ${leadingInstance}.`;
}

const instanceTable = (
  instances: readonly InstanceOutcome[],
  folder: string | null,
  places: ReportFacts["places"],
): Block => ({
  kind: "table",
  title: null,
  columns: [
    { name: "Instance", short: true },
    { name: "Ending", short: true },
    { name: "Size", short: true },
    { name: "Lead or reason", short: false },
  ],
  rows: instances.map((one) => rowOf(one, folder, places)),
  more: null,
});

function rowOf(
  { id, outcome, fileUrl, bytes, error, lead }: InstanceOutcome,
  folder: string | null,
  places: ReportFacts["places"],
): readonly Cell[] {
  const address = fileAddress(fileUrl);
  const href = portalBlob(fileUrl, places);
  return [
    href === null ? { text: id } : { text: id, href },
    { text: words[outcome] },
    { text: bytes === null ? "–" : roughBytes(bytes) },
    {
      text: [lead, error].filter((text) => text !== null).join("; ") || "–",
      note: fileNote(address, folder),
    },
  ];
}

/** The path below the folder, which is told once. */
const fileNote = (address: string | null, folder: string | null): string | null =>
  address !== null && folder !== null && address.startsWith(`${folder.replace(/\/$/, "")}/`)
    ? address.slice(folder.replace(/\/$/, "").length + 1)
    : address;
