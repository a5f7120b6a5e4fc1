export const logLevels = ["trace", "debug", "information", "warning", "error", "critical"] as const;
export type LogLevel = (typeof logLevels)[number];

export interface LogEntry {
  /** Milliseconds since the epoch, on the host's clock. */
  readonly at: number;
  readonly level: LogLevel;
  /**
   * `Host.…` for the host itself; `Host.Triggers.DurableTask` for its Durable part; `Function.<name>` for a
   * function; `Function.<name>.User` for its own log entries.
   */
  readonly category: string;
  readonly message: string;
  /** Present in entries of a function call. */
  readonly functionName?: string;
  readonly invocationId?: string;
  /** Present in entries of an orchestration. */
  readonly instanceId?: string;
  /** 32 hex digits; empty where it belongs to no trace. */
  readonly traceId?: string;
}

/** Writes one entry; the host adds the time. */
export type Log = (entry: Omit<LogEntry, "at">) => void;
