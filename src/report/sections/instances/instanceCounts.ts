import type { InstanceOutcome } from "../../../captures/scaleSet/instanceOutcome.ts";

type Ending = InstanceOutcome["outcome"];

const others: readonly Ending[] = ["failed", "gone", "skipped"];

/** "3 of 4 instances captured, 1 gone". */
export function instanceCounts(instances: readonly InstanceOutcome[]): string {
  const count = (ending: Ending) => instances.filter(({ outcome }) => outcome === ending).length;
  const all = `${instances.length} ${instances.length === 1 ? "instance" : "instances"}`;
  return [
    `${count("captured")} of ${all} captured`,
    ...others.filter((ending) => count(ending) > 0).map((ending) => `${count(ending)} ${ending}`),
  ].join(", ");
}
