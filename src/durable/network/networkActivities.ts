import { activity } from "../activity.ts";
import { brief } from "../retryPolicy.ts";
import type { Asked } from "../../captures/network/contextOf.ts";
import type { NetworkContext } from "../../captures/network/networkContext.ts";
import type { NetworkAnswer, NetworkQuestion } from "../../captures/network/networkQuestion.ts";
import type { VmNetwork } from "../../captures/network/vmNetwork.ts";
import type { StatusQuery } from "../../captures/site/captureSession.ts";
import type { TargetVm } from "../../captures/site/targetVm.ts";
import type { Watcher } from "../../captures/site/watcher.ts";

/** A question to Azure, or to hear its answer. */
interface NetworkAsking {
  readonly watcher: Watcher;
  readonly question: NetworkQuestion;
  /** Where the answer to it will be; null: it is to be asked. */
  readonly answerUrl: string | null;
}

interface NetworkTelling {
  readonly network: VmNetwork;
  readonly asked: readonly Asked[];
  /** When the asking began, ISO 8601. */
  readonly begunAt: string;
}

/** The activities for what Azure knows of a VM's network. Whatever they meet never fails a capture. */
export const networkActivities = {
  /** Reads the VM's network interfaces and their addresses. One that cannot be read is told in the remark. */
  readAddresses: activity<{ readonly vm: TargetVm }, VmNetwork>("readAddresses", {
    ...brief,
    // The capture that has begun is polled only afterwards.
    withinSeconds: 15,
  }),

  /** Asks Azure one question about the network, or for an answer that comes later. */
  askNetwork: activity<NetworkAsking, NetworkAnswer | StatusQuery>("askNetwork", brief),

  /** Puts together what is told of the network. */
  tellNetwork: activity<NetworkTelling, NetworkContext>("tellNetwork", brief),
};
