import { isScaleSet } from "../../../captures/scaleSet/isScaleSet.ts";
import type { CaptureOutcome } from "../../../captures/outcome/captureOutcome.ts";

type Named = Pick<CaptureOutcome, "vmId" | "vmName" | "leadingInstance">;

/** A VM by its name, a scale set as one. */
export const targetName = ({ vmId, vmName }: Named): string =>
  isScaleSet(vmId) ? `scale set ${vmName}` : vmName;

/** What the packets are of: a VM, or one instance of a scale set. */
export const trafficName = ({ vmName, leadingInstance }: Named): string =>
  leadingInstance === null ? vmName : `instance ${leadingInstance} of ${vmName}`;

/** At the beginning of a heading. */
export const capitalized = (text: string): string =>
  text.startsWith("scale set ") ? `S${text.slice(1)}` : text;
