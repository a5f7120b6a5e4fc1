import { boundedText } from "./boundedText.ts";
import type { IgnoreReason } from "../alert.ts";

/** Of several reasons in one alert, the one to tell: the first of these. */
export const byWeight: readonly IgnoreReason[] = ["bad-target-id", "not-allowed", "unsupported-target"];

const quoted = (text: string | null): string => (text === null ? "" : ` "${boundedText(text, 200)}"`);

/** Why an alert starts no capture, in a sentence or two. `about` is the target, host or state concerned. */
export function ignoredBecause(reason: IgnoreReason, about: string | null): string {
  switch (reason) {
    case "resolved":
      return `The alert's state is${quoted(about)}; only a firing alert starts a capture.`;
    case "activity-log":
      return `An event of the activity log names the VM${quoted(about)}; it says nothing about traffic, and the VM may be down.`;
    case "bad-target-id":
      return `The target${quoted(about)} should be the id of a virtual machine, but is not a well-formed one.`;
    case "not-allowed":
      return `The target${quoted(about)} lies outside the scopes that this app may capture in (ALLOWED_SCOPES).`;
    case "unsupported-target":
      return `The target${quoted(about)} is a scale set, an Arc machine or a classic VM; Network Watcher captures on Azure VMs alone.`;
    case "host-name-only":
      return `The alert names the machine${quoted(about)} by its name alone. Split the alert rule by the resource id column (_ResourceId), so that it names the VM.`;
    case "not-a-vm":
      return about === null
        ? "The alert names no target."
        : `The alert's target${quoted(about)} is not a virtual machine.`;
  }
}
