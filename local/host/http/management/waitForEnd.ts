import { isTerminalStatus } from "../../protocol/runtimeStatus.ts";
import { jsonAnswer, textAnswer, type HostAnswer } from "../hostAnswer.ts";
import { getInstance } from "./getInstance.ts";
import type { ManagementCall } from "./managementCall.ts";

/** How long a start waits for its instance's end, and how often it polls; milliseconds. */
interface WaitTimes {
  readonly timeoutMs: number;
  readonly intervalMs: number;
}

/** Reads a start's `timeout` and `pollingInterval`; null: it does not wait; text: what is wrong with them. */
export function readWaitTimes(query: URLSearchParams): WaitTimes | null | string {
  const [timeout, interval] = [query.get("timeout"), query.get("pollingInterval")];
  // The extension waits only when both are given.
  if (timeout === null || interval === null) return null;
  const [timeoutMs, intervalMs] = [milliseconds(timeout), milliseconds(interval)];
  if (!(timeoutMs >= 0) || !(intervalMs > 0))
    return "timeout and pollingInterval must be numbers of seconds.";
  if (intervalMs > timeoutMs) return "timeout must not be shorter than pollingInterval.";
  return { timeoutMs, intervalMs };
}

const milliseconds = (seconds: string): number =>
  /^\d+(?:\.\d+)?$/.test(seconds) ? Number(seconds) * 1000 : NaN;

/** Polls an instance until it has ended. Returns `otherwise` when the time is over first. */
export async function waitForEnd(
  call: ManagementCall,
  id: string,
  { timeoutMs, intervalMs }: WaitTimes,
  otherwise: HostAnswer,
): Promise<HostAnswer> {
  const { context, hold, gone } = call;
  const { store, now } = context;
  const deadline = now() + timeoutMs;
  for (;;) {
    const instance = store.instances.get(id);
    if (instance === null) return textAnswer(404, "The instance was purged meanwhile.");
    if (instance.status === "Completed") return jsonAnswer(200, JSON.parse(instance.output ?? "null"));
    if (isTerminalStatus(instance.status)) return getInstance({ ...call, first: id });
    if (now() >= deadline || gone.aborted) return otherwise;
    await hold.until(Math.min(now() + intervalMs, deadline), gone);
  }
}
