import { AzureFault } from "../../azure/azureFault.ts";
import { ringNotes } from "../../captures/rings/arming/ringNotes.ts";
import { takeOf } from "../../captures/rings/arming/takeOf.ts";
import { ringOf, withRing } from "../../captures/rings/ringRecord.ts";
import { faultEvent } from "../faults/faultEvent.ts";
import { unlessDone } from "../sessions/unlessDone.ts";
import { ringLedgerIn } from "./ringLedgerIn.ts";
import type { Azure } from "../../azure/azure.ts";
import type { TakenRing } from "../../captures/rings/takenRing.ts";
import type { activities } from "../../durable/activities.ts";
import type { HandlerOf } from "../activityFunction.ts";

export const takeRing =
  ({ packetCaptures, appStorage }: Azure): HandlerOf<typeof activities.takeRing> =>
  async ({ vm }, { now, isLast, instanceId, log }) => {
    const ledger = ringLedgerIn(appStorage);
    const claim = { instanceId, at: now };
    const record = await ledger.change(
      (current) => withRing(current, vm.id, (ring) => takeOf(ring, claim).ring),
      log,
    );
    const ring = ringOf(record, vm.id);
    if (ring?.watcher == null) return nothing(ring?.fault?.hint);
    // The same again, now that it is written.
    const { sessions, toStop, problem } = takeOf(ring, claim);
    const taken = { watcher: ring.watcher, sessions, problem };
    if (toStop === null) return taken;
    try {
      await unlessDone(packetCaptures.stop(ring.watcher, toStop));
    } catch (error) {
      // The ring is the alert's all the same, and is stopped when it is next tended.
      if (!(error instanceof AzureFault) || (error.passing && !isLast)) throw error;
      log(...faultEvent(error));
      return taken;
    }
    await ledger.changeRing(vm.id, (current) => ringNotes.stop(current, toStop, "alert", now), log);
    return taken;
  };

const nothing = (hint: string | undefined): TakenRing => ({
  watcher: { subscriptionId: "", resourceGroup: "", name: "" },
  sessions: [],
  problem:
    hint === undefined ? "This VM has no ring." : `This VM had no ring when the capture began. ${hint}`,
});
