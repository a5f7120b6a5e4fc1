import { refusalOf } from "../../../src/activities/faults/refusalOf.ts";
import { AzureFault } from "../../../src/azure/azureFault.ts";
import { noteStatus, notStarted, withCause } from "../../../src/captures/rings/arming/noteStatus.ts";
import { ringReports } from "../../../src/captures/rings/arming/ringReports.ts";
import { withFault } from "../../../src/captures/rings/arming/withFault.ts";
import { emptyRingRecord } from "../../../src/captures/rings/ringRecord.ts";
import { outcome } from "./facts.ts";
import type { ArmingFault } from "../../../src/captures/rings/armingFacts.ts";
import type { LiveSession, Ring } from "../../../src/captures/rings/ring.ts";

const vmId = (name: string): string => outcome().vmId.replace("WEB01", name);
const [group = ""] = vmId("").split("/providers/");
const at = (minutes: number): string => new Date(Date.UTC(2026, 10, 26, 2, minutes)).toISOString();

const ring = (id: string): Ring => ({
  ...{ vmId: id, watcher: null, armedAt: at(0), isLeaving: false },
  ...{ session: null, ended: [], strays: [], fault: null },
});
const session = (captureName: string): LiveSession => ({
  ...{ captureName, intendedAt: at(0), acceptedAt: at(0), confirmedAt: at(1), checkedAt: at(1) },
  ...{ endsAt: null, storagePath: null, stop: null, claim: null },
});

/** The answer of Azure to an app without a role there, as the app explains it. */
const unlisted = refusalOf(
  new AzureFault(`List the virtual machines of ${group}`, {
    ...{ status: 403, code: "AuthorizationFailed", retryAfterSeconds: null },
    message: `The client does not have authorization to perform action 'Microsoft.Compute/virtualMachines/read' over scope '${group}'.`,
    correlationId: "5b1c0d2e-8f4a-4a51-9c7e-0f6f1f0a2b3c",
  }),
);

/** Such a cause may pass, and is told once it has come several times. */
const again = (one: Ring, minute: number, change: (ring: Ring, now: string) => Ring): Ring =>
  [0, 1, 2, 3].reduce((current, tries) => change(current, at(minute + tries)), one);

/** What the app's record of rings makes of VMs without a ring, and of a resource group it may not list. */
export function armingFaults(): readonly ArmingFault[] {
  const lost = session("alert-ring-WEB01-0123456789abcdef");
  const refused = session("alert-ring-WEB02-0123456789abcdef");
  const rings = [
    again(ring(vmId("WEB01")), 5, (one, now) =>
      noteStatus(
        { ...one, session: lost },
        { captureName: lost.captureName, status: null, now, sessionSeconds: 60 },
      ),
    ),
    again(ring(vmId("WEB02")), 7, (one, now) =>
      withCause(one, refused, notStarted(refused.captureName), now),
    ),
    withFault(ring(group), unlisted, at(9)),
  ];
  return ringReports.faultsOf(
    ringReports.assign({ ...emptyRingRecord, rings }, "arming-0", at(9)),
    "arming-0",
  );
}
