import { armedText } from "./armedRows.ts";
import type { ArmedVm } from "../../api/armedVms.ts";

/** A VM of a plan. */
interface PlannedVm {
  readonly vmName: string | null;
  /** Null: it is not armed. An app of an earlier version does not say. */
  readonly armed?: Pick<ArmedVm, "state" | "coversSeconds" | "error"> | null;
}

/** "WEB01 is armed. Running for 12 min; holds the newest packets of that time.", of each armed VM. */
export const armedNotes = (vms: readonly PlannedVm[]): readonly string[] =>
  vms.flatMap(({ vmName, armed }) =>
    armed == null ? [] : `${vmName ?? "The VM"} is armed. ${armedText(armed)}`,
  );
