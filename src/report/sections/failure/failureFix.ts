import { armId } from "../../../arm/armId.ts";
import { failureAdvice } from "./failureAdvice.ts";
import { plainHint } from "./plainHint.ts";
import type { CaptureOutcome } from "../../../captures/outcome/captureOutcome.ts";

/** Why there is no capture, and what to do about it. */
interface FailureFix {
  readonly cause: string;
  /** To copy. */
  readonly commands: readonly string[];
  /** Of the resources that the cause names, beside the VM. */
  readonly ids: readonly string[];
}

/** The failed step's own hint where it gave one, since it names the resource. */
export function failureFix(outcome: CaptureOutcome): FailureFix {
  const { hint, vmId } = outcome;
  if (hint === null) return { cause: failureAdvice(outcome), commands: commandsFor(outcome), ids: [] };
  const { prose, commands, ids } = plainHint(hint);
  return {
    cause: prose,
    commands: commands.length > 0 ? commands : commandsFor(outcome),
    ids: ids.filter((one) => !armId.same(one, vmId)),
  };
}

/** What the code and the VM's id alone are enough for. */
function commandsFor({ code, vmId, location }: CaptureOutcome): readonly string[] {
  if (code === "vm-not-running" && armId.isPlain(vmId)) return [`az vm start --ids ${vmId}`];
  if (location === null || !/^[a-z\d]+$/.test(location)) return [];
  if (code === "no-network-watcher")
    return [
      `az network watcher configure --resource-group NetworkWatcherRG --locations ${location} --enabled true`,
    ];
  return code === "session-limit" ? [`az network watcher packet-capture list --location ${location}`] : [];
}
