import type { ParentInstance } from "../protocol/historyEvent.ts";
import type { RuntimeStatus } from "../protocol/runtimeStatus.ts";

/** A row of the instance table. */
export interface Instance {
  readonly id: string;
  readonly executionId: string;
  readonly name: string;
  readonly version: string;
  readonly status: RuntimeStatus;
  /** JSON text. */
  readonly input: string | null;
  /** JSON text, or the plain text of a failure or termination. */
  readonly output: string | null;
  /** JSON text. */
  readonly customStatus: string | null;
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly updated: number;
  readonly parent: ParentInstance | null;
}

type Row = Record<string, string | number | bigint | null | Uint8Array>;

export const textIn = (row: Row, column: string): string => String(row[column]);

export const textOrNull = (row: Row, column: string): string | null =>
  row[column] === null ? null : textIn(row, column);

export function instanceOf(row: Row): Instance {
  const parent = textOrNull(row, "parent");
  return {
    id: textIn(row, "id"),
    executionId: textIn(row, "execution_id"),
    name: textIn(row, "name"),
    version: textIn(row, "version"),
    status: textIn(row, "status") as RuntimeStatus,
    input: textOrNull(row, "input"),
    output: textOrNull(row, "output"),
    customStatus: textOrNull(row, "custom_status"),
    created: Number(row.created),
    updated: Number(row.updated),
    parent: parent === null ? null : (JSON.parse(parent) as ParentInstance),
  };
}
