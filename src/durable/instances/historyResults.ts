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

interface Decision {
  readonly name: string;
  readonly value: Fields;
  /** When it was noted, ISO 8601; null where the backend does not show it. */
  readonly at: string | null;
}

/** What activities have decided, in the order of the history. Faults are left out. */
function decisionsIn(history: readonly unknown[] | undefined): readonly Decision[] {
  return (history ?? []).flatMap((event) => {
    if (!isObject(event) || event.EventType !== "TaskCompleted") return [];
    const { FunctionName: name, Timestamp: at } = event;
    const result = parsed(event.Result);
    if (typeof name !== "string" || !isObject(result) || !isObject(result.value)) return [];
    return result.ok === true ? [{ name, value: result.value, at: timeText(at) }] : [];
  });
}

function timeText(value: unknown): string | null {
  const time = typeof value === "string" ? Date.parse(value) : NaN;
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

/**
 * What an orchestration's activities have decided, by their names; of several calls the last counts. Faults
 * are left out. Empty where the backend shows no history.
 */
export const historyResults = (history: readonly unknown[] | undefined): ReadonlyMap<string, Fields> =>
  new Map(decisionsIn(history).map(({ name, value }) => [name, value]));

/** When each of these results was noted, ISO 8601. */
export const historyTimes = (history: readonly unknown[] | undefined): ReadonlyMap<string, string | null> =>
  new Map(decisionsIn(history).map(({ name, at }) => [name, at]));
