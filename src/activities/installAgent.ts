import { agentType } from "../captures/site/targetVm.ts";
import type { Azure } from "../azure/azure.ts";
import type { activities } from "../durable/activities.ts";
import type { HandlerOf } from "./activityFunction.ts";

export const installAgent =
  ({ virtualMachines }: Azure): HandlerOf<typeof activities.installAgent> =>
  async ({ vm }, { log }) => {
    await virtualMachines.installAgent(vm, agentType(vm.osType));
    log("agent.installing", { vmId: vm.id, osType: vm.osType });
    return {};
  };
