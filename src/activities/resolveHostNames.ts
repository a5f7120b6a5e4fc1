import { armId } from "../arm/armId.ts";
import { isRefusal, refuse } from "../captures/outcome/refusal.ts";
import { matchComputer } from "../captures/site/matchComputer.ts";
import type { Azure } from "../azure/azure.ts";
import type { Config } from "../config.ts";
import type { activities } from "../durable/activities.ts";
import type { HandlerOf } from "./activityFunction.ts";

export const resolveHostNames =
  ({ computers }: Azure, { hostNameScopes: scopes }: Config): HandlerOf<typeof activities.resolveHostNames> =>
  async ({ hostNames }, { now, log }) => {
    if (scopes === null)
      return refuse("host-name-only", "Computer names are not looked up: RESOLVE_HOST_NAMES is false.");
    const lists = await Promise.all(scopes.map((scope) => computers.list(scope, Date.parse(now))));
    // Scopes may overlap.
    const vms = [...new Map(lists.flat().map((vm) => [armId.folded(vm.id), vm])).values()];
    return {
      matches: hostNames.map((hostName) => {
        const match = matchComputer(hostName, vms, scopes);
        if (isRefusal(match)) return match;
        log("host.resolved", { vmId: match.id, listed: vms.length });
        return { vmId: match.id };
      }),
    };
  };
