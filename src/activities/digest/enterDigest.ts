import { refuse } from "../../captures/outcome/refusal.ts";
import { digests } from "../../captures/telling/digests.ts";
import { hasEndedInstance } from "../../durable/instances/instanceStatus.ts";
import { orchestratorNames } from "../../durable/instances/orchestratorNames.ts";
import { NotYet } from "../../durable/notYet.ts";
import { logOutcomes } from "../report/logOutcomes.ts";
import { ledgerIn } from "../sessions/grantLedger.ts";
import type { Azure } from "../../azure/azure.ts";
import type { Digest } from "../../captures/grants/grant.ts";
import type { activities } from "../../durable/activities.ts";
import type { Instances } from "../../durable/instances/instances.ts";
import type { HandlerOf } from "../activityFunction.ts";

/** The first may belong to an orchestration that was ended by hand. */
const mostTries = 2;

export const enterDigest =
  ({ appStorage }: Azure): HandlerOf<typeof activities.enterDigest> =>
  async ({ captures }, { attempt, now, instances, log }) => {
    if (attempt === 1) logOutcomes(captures, log);
    const ledger = ledgerIn(appStorage);
    for (let tries = 1; tries <= mostTries; tries += 1) {
      const digest = await ledger.change((current) => digests.enter(current, now), log);
      const { instanceId, dueAt } = digest;
      if (await isCollecting(digest, instances())) {
        log("digest.entered", { digest: instanceId, dueAt });
        return { digest: instanceId };
      }
      await ledger.note((current) => digests.close(current, instanceId), log);
    }
    throw new NotYet(refuse("conflict", "The digest has ended before its time."));
  };

/** Starts the digest's orchestration where none has been started; false when it has ended. */
async function isCollecting({ instanceId, openedAt, dueAt }: Digest, client: Instances): Promise<boolean> {
  const order = { name: orchestratorNames.reportDigest, instanceId, input: { openedAt, dueAt } };
  if ((await client.start(order)) === "accepted") return true;
  const status = await client.read(instanceId);
  return status !== null && !hasEndedInstance(status);
}
