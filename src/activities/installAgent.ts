import type { Azure } from "../azure/azure.ts";
import { patient } from "../durable/retryPolicy.ts";
import type { TargetVm } from "../captures/site/captureSite.ts";
import { activity, type ActivityHandler } from "./activity.ts";

interface Input {
  readonly vm: TargetVm;
}

/** Starts the installation of the Network Watcher agent; resolveVm sees when it is there. */
export const installAgent = activity<Input, object>("installAgent", patient);

export const createInstallAgent =
  ({ virtualMachines }: Azure): ActivityHandler<Input, object> =>
  async ({ vm }, { log }) => {
    await virtualMachines.installAgent(vm);
    log("agent.installing", { vmId: vm.id, osType: vm.osType });
    return {};
  };
