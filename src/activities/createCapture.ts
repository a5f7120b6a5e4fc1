import { armId } from "../arm/armId.ts";
import { AzureFault } from "../azure/azureFault.ts";
import { notes } from "../captures/grants/notes.ts";
import { capturedInstances } from "../captures/scaleSet/capturedInstances.ts";
import { guestPath } from "../captures/site/guestPath.ts";
import { isMadeLikeOurs } from "../captures/site/isOurs.ts";
import { faultEvent } from "./faults/faultEvent.ts";
import { ledgerIn, type GrantLedger } from "./sessions/grantLedger.ts";
import type { Azure } from "../azure/azure.ts";
import type { CaptureSession } from "../captures/site/captureSession.ts";
import type { FollowedSession } from "../captures/site/followedSession.ts";
import type { TargetVm } from "../captures/site/targetVm.ts";
import type { Config } from "../config.ts";
import type { activities } from "../durable/activities.ts";
import type { ActivityInvocation, HandlerOf } from "./activityFunction.ts";

export const createCapture =
  (
    { packetCaptures: captures, appStorage }: Azure,
    config: Config,
  ): HandlerOf<typeof activities.createCapture> =>
  async ({ site: { vm, watcher }, captureName, limits }, { attempt, now, log }) => {
    const ledger = ledgerIn(appStorage);
    const session = { captureName, joined: false, limits };
    const isThere = async () => {
      const found = await captures.find(watcher, captureName);
      return (
        found !== null &&
        armId.same(found.target, vm.id) &&
        isMadeLikeOurs(found, config) &&
        hasInstances(found, vm)
      );
    };
    const begun = async (adopted: boolean) => {
      const { timeLimitSeconds, maxBytes } = limits;
      log("capture.created", { captureName, vmId: vm.id, adopted, timeLimitSeconds, maxBytes });
      await noteAccepted(ledger, captureName, now, log);
      return session;
    };
    // A first try that ended in a fault may still have started the capture.
    if (attempt > 1 && (await isThere())) return begun(true);
    if (!(await ledger.change((current) => notes.claim(current, captureName, now), log)))
      return { next: "clear" };
    try {
      await captures.create(watcher, orderOf(vm, { captureName, limits }, config));
    } catch (error) {
      // The service's answer to a taken name is not documented; 400 and 409 are the candidates. The name is
      // unique to this occurrence, so an earlier delivery of this very activity created the session that has
      // it.
      const mayBeTaken = error instanceof AzureFault && (error.status === 400 || error.status === 409);
      if (mayBeTaken && (await isThere())) return begun(true);
      if (error instanceof AzureFault && !error.passing)
        await ledger.note((current) => notes.release(current, captureName), log);
      throw error;
    }
    return begun(false);
  };

const orderOf = (
  vm: TargetVm,
  { captureName, limits }: Pick<FollowedSession, "captureName" | "limits">,
  { store, storageAccountId }: Config,
) => ({
  name: captureName,
  vmId: vm.id,
  instanceIds: capturedInstances(vm),
  storageAccountId: store === "guest" ? null : storageAccountId,
  guestPath: store === "blob" ? null : guestPath(captureName, vm),
  limits,
});

/** An empty scope would be every instance. */
const hasInstances = ({ instanceIds }: CaptureSession, vm: TargetVm): boolean =>
  JSON.stringify(instanceIds ?? null) === JSON.stringify(capturedInstances(vm));

/** The session exists by now: a ledger that cannot be written must not end it. The list shows it later. */
async function noteAccepted(
  ledger: GrantLedger,
  captureName: string,
  now: string,
  log: ActivityInvocation["log"],
): Promise<void> {
  try {
    await ledger.note((current) => notes.accept(current, captureName, now), log);
  } catch (error) {
    log(...faultEvent(error));
  }
}
