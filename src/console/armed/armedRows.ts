import { many } from "../../wording/many.ts";
import { scopeName } from "../../wording/scopeName.ts";
import { shortDuration } from "../../wording/shortDuration.ts";
import type { ArmedVm } from "../../api/armedVms.ts";
import type { Tone } from "../../report/section.ts";

/** An armed VM as the page shows it. */
export interface ArmedRow {
  readonly vmId: string;
  readonly name: string;
  readonly tone: Tone;
  /** The state in a word or two. */
  readonly word: string;
  /** How far back the ring reaches, or why there is none. */
  readonly text: string;
  /** ISO 8601. */
  readonly since: string;
}

const states: Readonly<Record<ArmedVm["state"], Pick<ArmedRow, "tone" | "word">>> = {
  failed: { tone: "bad", word: "No ring" },
  starting: { tone: "neutral", word: "Starting" },
  running: { tone: "good", word: "Armed" },
};
/** It runs, and not for long. */
const stopping = { tone: "neutral", word: "Stopping" } as const;
const order = Object.keys(states);

/** The armed VMs, those without a ring first, and then by name. */
export const armedRows = (vms: readonly ArmedVm[]): readonly ArmedRow[] =>
  vms
    .toSorted(
      (one, other) =>
        order.indexOf(one.state) - order.indexOf(other.state) ||
        nameOf(one.vmId).localeCompare(nameOf(other.vmId)),
    )
    .map((vm) => ({
      ...{ vmId: vm.vmId, name: nameOf(vm.vmId), since: vm.since, text: armedText(vm) },
      ...(vm.state === "running" && vm.error !== null ? stopping : states[vm.state]),
      ...(isScope(vm) && unlisted(vm)),
    }));

/** A resource group or a subscription is among the VMs only where its own cannot be listed. */
const isScope = ({ vmId }: Pick<ArmedVm, "vmId">): boolean => scopeName(vmId) !== null;

const unlisted = ({ error }: ArmedVm): Pick<ArmedRow, "word" | "text"> => ({
  word: "Not listed",
  text: `Its VMs cannot be listed. ${error ?? ""} Rings that run go on.`.replace("  ", " "),
});

/**
 * "Running for 12 min; holds the newest packets of that time.", or why there is nothing. A ring that is full
 * has lost its first packets: how long it has been there is the most that it reaches back.
 */
export function armedText({ state, coversSeconds, error }: Omit<ArmedVm, "vmId" | "since">): string {
  if (state === "failed") return error ?? "It has no ring of packets.";
  if (error !== null) return error;
  if (coversSeconds <= 0) return state === "starting" ? "Its ring is being started." : "Its ring has begun.";
  return `Running for ${shortDuration(coversSeconds)}; holds the newest packets of that time.`;
}

const nameOf = (vmId: string): string => scopeName(vmId) ?? vmId.slice(vmId.lastIndexOf("/") + 1);

/** What stands beside the heading: "12, 2 of them without a ring". */
export function armedCount(armed: readonly ArmedVm[]): string {
  const vms = armed.filter((vm) => !isScope(vm));
  const scopes = armed.length - vms.length;
  const failed = vms.filter(({ state }) => state === "failed").length;
  const all = vms.length.toLocaleString("en-US");
  const none = vms.length === 1 ? "without a ring" : "none has a ring";
  const missing = failed === vms.length ? none : `${failed} of them without a ring`;
  const parts = [
    ...(vms.length === 0 ? [] : [failed === 0 ? all : `${all}, ${missing}`]),
    ...(scopes === 0 ? [] : [`${many(scopes, "scope")} cannot be listed`]),
  ];
  return parts.join("; ");
}
