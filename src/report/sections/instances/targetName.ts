import type { CaptureOutcome } from "../../../captures/outcome/captureOutcome.ts";

type Named = Pick<CaptureOutcome, "vmName" | "instances" | "leadingInstance">;

/** A VM by its name, a scale set as one. */
export const targetName = ({ vmName, instances }: Named): string =>
  instances === null ? vmName : `scale set ${vmName}`;

/** What the packets are of: a VM, or one instance of a scale set. */
export const trafficName = ({ vmName, leadingInstance }: Named): string =>
  leadingInstance === null ? vmName : `instance ${leadingInstance} of ${vmName}`;

/** At the beginning of a heading. */
export const capitalized = (text: string): string =>
  text.startsWith("scale set ") ? `S${text.slice(1)}` : text;
