import { isRefusal, type Refusal } from "../captures/outcome/refusal.ts";
import { activities, type CaptureOrder, type WantedCapture } from "../durable/activities.ts";
import { call } from "../durable/call.ts";
import { waitWithin } from "../durable/waitWithin.ts";
import type { StartBounds } from "../durable/startBounds.ts";
import type { OrchestrationContext, Task } from "durable-functions";

/** Azure needs one to five minutes to start a VM, and as long to install an extension. */
const settling = { polls: 40, everySeconds: 15 };

/**
 * Finds where and how the capture is made. Waits for a VM that is starting, and installs a missing agent when
 * the configuration allows it.
 */
export function* findSite(
  context: OrchestrationContext,
  wanted: WantedCapture,
  bounds: StartBounds,
): Generator<Task, Finding, unknown> {
  const found = yield* call(context, activities.resolveVm, wanted, bounds);
  const order = yield* waitWhile(isSettling, found, context, wanted, bounds);
  if (!isRefusal(order) || order.remedy !== "install-agent" || order.vm === undefined) return order;
  const { vm } = order;
  const installation = yield* call(context, activities.installAgent, { vm }, bounds);
  if (isRefusal(installation)) return { ...installation, vm };
  return yield* waitWhile(isWithoutAgent, order, context, wanted, bounds);
}

type Finding = CaptureOrder | Refusal;

const isWithoutAgent = (finding: Finding): finding is Refusal =>
  isRefusal(finding) && finding.refused === "agent-missing";

/** The VM is starting or being created, or an extension is being installed. */
const isSettling = (finding: Finding): boolean =>
  isRefusal(finding) &&
  finding.passing === true &&
  (finding.refused === "vm-not-running" || isWithoutAgent(finding));

/** Looks at the VM again and again while a finding stands in the way, as long as the bounds allow. */
function* waitWhile(
  isInTheWay: (finding: Finding) => boolean,
  found: Finding,
  context: OrchestrationContext,
  wanted: WantedCapture,
  bounds: StartBounds,
): Generator<Task, Finding, unknown> {
  let finding = found;
  for (let poll = 1; poll <= settling.polls && isInTheWay(finding); poll += 1) {
    const before = finding;
    if (!(yield* waitWithin(context, settling.everySeconds, bounds))) return before;
    finding = yield* call(context, activities.resolveVm, wanted, bounds);
  }
  return finding;
}
