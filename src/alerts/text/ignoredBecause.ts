import { boundedText } from "../../redaction/boundedText.ts";
import type { IgnoreReason } from "../ignoreReason.ts";

/** When an alert has several reasons, the first of these is reported. */
export const byWeight: readonly IgnoreReason[] = ["bad-target-id", "not-allowed", "unsupported-target"];

const quoted = (text: string | null): string => (text === null ? "" : ` "${boundedText(text, 200)}"`);

/**
 * Explains why an alert starts no capture, in a sentence or two. `about` is the target, host or state
 * concerned.
 */
export function ignoredBecause(reason: IgnoreReason, about: string | null): string {
  switch (reason) {
    case "resolved":
      return `The alert's state is${quoted(about)}; only a firing alert starts a capture.`;
    case "unknown-state":
      return `The alert's state is${quoted(about)}, neither a firing nor an end; only a firing alert starts a capture.`;
    case "activity-log":
      return `This is an activity-log alert on the machine${quoted(about)}. Activity-log alerts don't start captures.`;
    case "bad-target-id":
      return `The target${quoted(about)} is not a well-formed id of a virtual machine or of a scale set.`;
    case "not-allowed":
      return `The target${quoted(about)} is outside ALLOWED_SCOPES, the scopes in which this app may capture.`;
    case "unsupported-target":
      return `The target${quoted(about)} is an Arc machine or a classic VM. This app captures on Azure VMs and scale sets.`;
    case "host-name-only":
      return `The alert names the machine${quoted(about)} only by its computer name. Split the alert rule by the resource id column (_ResourceId), so that it names the VM, or let the app look the name up (RESOLVE_HOST_NAMES).`;
    case "not-a-vm":
      return about === null
        ? "The alert names no target."
        : `The alert's target${quoted(about)} is not a virtual machine or a scale set.`;
  }
}
