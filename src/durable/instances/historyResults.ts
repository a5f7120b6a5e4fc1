type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields => typeof value === "object" && value !== null;

/** The extension shows a result parsed or, in some versions, as text. */
function parsed(result: unknown): unknown {
  if (typeof result !== "string") return result;
  try {
    return JSON.parse(result);
  } catch {
    return null;
  }
}

/** Whether an orchestration has begun an activity, even if its result is not there. */
export const isInHistory = (history: readonly unknown[], name: string): boolean =>
  history.some((event) => isObject(event) && (event.FunctionName === name || event.Name === name));

/**
 * What an orchestration's activities have decided, by their names; of several calls the last counts. Faults
 * are left out. Empty where the backend shows no history.
 */
export function historyResults(history: readonly unknown[] | undefined): ReadonlyMap<string, Fields> {
  const results = new Map<string, Fields>();
  for (const event of history ?? []) {
    if (!isObject(event) || event.EventType !== "TaskCompleted") continue;
    const result = parsed(event.Result);
    if (typeof event.FunctionName !== "string" || !isObject(result) || !isObject(result.value)) continue;
    if (result.ok === true) results.set(event.FunctionName, result.value);
  }
  return results;
}
