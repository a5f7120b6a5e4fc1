import { refuse } from "../../captures/outcome/refusal.ts";
import { telling } from "../../captures/telling/telling.ts";
import { NotYet } from "../../durable/notYet.ts";
import { tellingOf } from "./tellingOf.ts";
import type { Instances } from "../../durable/instances/instances.ts";
import type { ActivityInvocation } from "../activityFunction.ts";
import type { GrantLedger } from "../sessions/grantLedger.ts";

/**
 * Whether another alert's report tells an alert whose own orchestration has ended. It leaves the sessions of
 * others first, so that no report tells it from now on. @throws NotYet while such a report is being sent
 */
export async function isToldElsewhere(
  alert: string,
  client: Instances,
  ledger: GrantLedger,
  { now, log }: Pick<ActivityInvocation, "now" | "log">,
): Promise<boolean> {
  const tellers = await ledger.change((current) => telling.withdraw(current, alert, now), log);
  for (const teller of tellers) {
    const { state } = await tellingOf(teller, null, client);
    if (state === "told") return true;
    if (state === "waiting")
      throw new NotYet(refuse("conflict", `The report of ${teller}, which tells this alert, is being sent.`));
  }
  return false;
}
