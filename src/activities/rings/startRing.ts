import { armId } from "../../arm/armId.ts";
import { AzureFault } from "../../azure/azureFault.ts";
import { isRefusal, type Refusal } from "../../captures/outcome/refusal.ts";
import { withList } from "../../captures/rings/arming/reconcile.ts";
import { ringNotes } from "../../captures/rings/arming/ringNotes.ts";
import { roomFor } from "../../captures/rings/arming/roomFor.ts";
import { ringName } from "../../captures/rings/ringName.ts";
import { ringOf, withRing, type RingRecord } from "../../captures/rings/ringRecord.ts";
import { decideSite, type CaptureSite } from "../../captures/site/captureSite.ts";
import { agentType } from "../../captures/site/targetVm.ts";
import { refusalOf } from "../faults/refusalOf.ts";
import { ledgerIn } from "../sessions/grantLedger.ts";
import { makeRoom } from "./makeRoom.ts";
import { ringLedgerIn } from "./ringLedgerIn.ts";
import type { Azure } from "../../azure/azure.ts";
import type { LiveSession, Ring } from "../../captures/rings/ring.ts";
import type { Config } from "../../config.ts";
import type { ActivityInvocation } from "../activityFunction.ts";

type Invocation = Pick<ActivityInvocation, "now" | "log">;

/**
 * Starts a session of the ring on a VM: the record then. Or what has to be done first was begun ("room"), or
 * the start is refused. @throws AzureFault
 */
export async function startRing(
  azure: Azure,
  config: Config,
  ring: Ring,
  invocation: Invocation,
): Promise<RingRecord | Refusal | "room"> {
  if (ring.session !== null && ring.watcher !== null)
    return put(azure, config, { ring, watcher: ring.watcher, session: ring.session }, invocation, true);
  const site = await siteOf(azure, config, ring.vmId, invocation);
  if (isRefusal(site)) return site;
  const { now, log } = invocation;
  const { watcher } = site;
  const grants = await ledgerIn(azure.appStorage).read();
  const sessions = await azure.packetCaptures.list(watcher);
  const room = { watcher, sessions, grants, owner: config, sessionLimit: config.sessionLimit, now };
  const order = { ...site, captureName: ringName(config.namePrefix, site.vm, now) };
  const listed = { owner: config, now, sessionSeconds: config.ring.sessionSeconds };
  const noted = await ringLedgerIn(azure.appStorage).change((rings) => {
    // Rings that are begun at the same time are in the record, and count.
    const isFull = roomFor({ ...room, rings }) !== null;
    return withRing(rings, ring.vmId, (current) => {
      const seen = withList({ ...current, watcher }, sessions, listed);
      return isFull ? seen : ringNotes.intend(seen, order, now);
    });
  }, log);
  const current = ringOf(noted, ring.vmId);
  const session = current?.session ?? null;
  if (current === undefined || current.strays.length > 0) return noted;
  if (session === null) {
    const full = roomFor({ ...room, rings: noted });
    if (full === null) return noted;
    const order = { ring: current, watcher, sessions, grants, full };
    return (await makeRoom(azure, config, order, invocation)) ?? "room";
  }
  if (!armId.same(session.captureName, order.captureName) || session.acceptedAt !== null) return noted;
  return put(azure, config, { ring: current, watcher, session }, invocation, false);
}

/** Checks that a session can be started on the VM. */
async function siteOf(
  azure: Azure,
  config: Config,
  vmId: string,
  { log }: Invocation,
): Promise<CaptureSite | Refusal> {
  const { storageAccountId: id, installAgent } = config;
  const [vm, watchers, account] = await Promise.all([
    azure.virtualMachines.find(vmId),
    azure.networkWatchers.list(armId.subscriptionId(vmId)),
    azure.storageAccounts.find(id),
  ]);
  const destination = { id, account };
  const site = decideSite({ vmId, vm, watchers, destination, installsAgent: installAgent });
  if (!isRefusal(site) || !installAgent || site.refused !== "agent-missing" || vm === null) return site;
  if (site.passing !== true) {
    log("agent.installing", { vmId: vm.id, osType: vm.osType });
    await azure.virtualMachines.installAgent(vm, agentType(vm.osType));
  }
  return { ...site, passing: true };
}

interface RingPut {
  readonly ring: Ring;
  readonly watcher: NonNullable<Ring["watcher"]>;
  readonly session: LiveSession;
}

/**
 * Asks Azure for the session that the record says is to be started. `mayExist`: an earlier try may have
 * started it. A refusal is final for this session, unless the cause passes by itself: then it may exist.
 */
async function put(
  { packetCaptures, appStorage }: Azure,
  config: Config,
  { ring: { vmId }, watcher, session: { captureName } }: RingPut,
  { now, log }: Invocation,
  mayExist: boolean,
): Promise<RingRecord> {
  const ledger = ringLedgerIn(appStorage);
  const { ring: limits, storageAccountId } = config;
  const isThere = async () => (await packetCaptures.find(watcher, captureName)) !== null;
  const accept = (): Promise<RingRecord> => {
    const accepted = (ring: Ring) => ringNotes.accept(ring, captureName, now, limits.sessionSeconds);
    return ledger.changeRing(vmId, accepted, log);
  };
  if (mayExist && (await isThere())) return accept();
  const filters = config.limits.filters;
  try {
    await packetCaptures.createRing(watcher, { name: captureName, vmId, storageAccountId, limits, filters });
  } catch (error) {
    if (!(error instanceof AzureFault)) throw error;
    // The service's answer to a taken name is not documented; the name belongs to this session alone.
    const mayBeTaken = error.status === 400 || error.status === 409;
    if (mayBeTaken && (await isThere())) return accept();
    if (error.passing) throw error;
    const refusal = refusalOf(error);
    return ledger.changeRing(vmId, (ring) => ringNotes.withdraw(ring, captureName, refusal, now), log);
  }
  return accept();
}
