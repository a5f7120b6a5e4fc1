import type { Control } from "../../engine/control.ts";
import type { Store } from "../../store/store.ts";
import type { Webhooks } from "../durableClientBinding.ts";
import type { Hold } from "../hold.ts";
import type { HostRequest } from "../hostRequest.ts";

export interface ManagementContext {
  readonly control: Control;
  readonly store: Store;
  readonly webhooks: Webhooks;
  readonly defaultVersion: string;
  /** Whether orchestrations and their children continue the trace of their starter. */
  readonly tracesOrchestrations: boolean;
  readonly now: () => number;
}

/** One call of the API. `first` and `second` are the variable parts of its path, decoded. */
export interface ManagementCall {
  readonly context: ManagementContext;
  readonly request: HostRequest;
  /** The call's own hold on the clock. */
  readonly hold: Hold;
  /** Aborted when the caller goes away or the host closes. */
  readonly gone: AbortSignal;
  readonly query: URLSearchParams;
  readonly first: string;
  readonly second: string;
}
