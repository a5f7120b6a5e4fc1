import { refuse } from "../captures/outcome/refusal.ts";
import { agentType } from "../captures/site/targetVm.ts";
import type { Azure } from "../azure/azure.ts";
import type { Config } from "../config.ts";
import type { activities } from "../durable/activities.ts";
import type { HandlerOf } from "./activityFunction.ts";

export const installAgent =
  ({ virtualMachines }: Azure, config: Config): HandlerOf<typeof activities.installAgent> =>
  async ({ vm }, { log }) => {
    if (!config.installAgent)
      return refuse("agent-missing", "The app does not install agents: CAPTURE_INSTALL_AGENT is false.");
    await virtualMachines.installAgent(vm, agentType(vm.osType));
    log("agent.installing", { vmId: vm.id, osType: vm.osType });
    return {};
  };
