import { goneInstances } from "./goneInstances.ts";
import type { TargetInstance } from "../site/targetVm.ts";
import type { InstanceAnalyses } from "./instanceAnalyses.ts";
import type { InstanceFile } from "./instanceFilesAmong.ts";
import type { InstanceOutcome } from "./instanceOutcome.ts";

/**
 * How the capture of each instance ended. Analyzed ones come first, the gravest lead before the others.
 *
 * @param errors of the session
 * @param done null: none was analyzed
 */
export function instanceRows(
  instances: readonly TargetInstance[],
  errors: readonly string[],
  files: readonly InstanceFile[],
  done: InstanceAnalyses | null,
): readonly InstanceOutcome[] {
  const gone = goneInstances(errors);
  const order = (done?.instances ?? []).map(({ id }) => id);
  const place = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length);
  const rows = instances.map(({ id, left }): InstanceOutcome => {
    const row = { id, fileUrl: null, bytes: null, error: null, lead: null };
    if (left !== null) return { ...row, ...left };
    const file = files.find((one) => one.id === id);
    if (file !== undefined) {
      const { lead = null, error = null } = done?.instances.find((one) => one.id === id) ?? {};
      return { ...row, outcome: "captured", fileUrl: file.fileUrl, bytes: file.bytes, lead, error };
    }
    return gone.includes(id)
      ? { ...row, outcome: "gone", error: "It no longer existed, or had stopped, when the capture ended." }
      : { ...row, outcome: "failed", error: "It has left no file in storage." };
  });
  return rows.toSorted((one, other) => place(one.id) - place(other.id));
}
