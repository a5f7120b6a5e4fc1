import { readAddress } from "./readAddress.ts";
import type { FilterValue, ValueRange } from "./valueRange.ts";

/** The values of one field of a filter. */
interface FilterValues {
  /** As the service documents them: "80", "80-85" or "80;443". */
  readonly text: string;
  readonly ranges: readonly ValueRange[];
}

/**
 * Reads one value, one range in order or one list of values; null for anything else. The service rejects
 * several ranges and mixtures, and with a value that it cannot read it captures nothing without a word.
 */
function readValues(text: string, readValue: (text: string) => FilterValue | null): FilterValues | null {
  const parts = text.split(";").map((part) => part.trim());
  // A list may end with a semicolon, as in the API's own reference ("80;443;").
  if (parts.length > 1 && parts.at(-1) === "") parts.pop();
  const isList = parts.length > 1;
  const values = (isList ? parts : text.replace(/;\s*$/, "").split("-")).map((part) =>
    readValue(part.trim()),
  );
  if (values.includes(null) || (!isList && values.length > 2)) return null;
  return isList ? listOf(values as FilterValue[]) : rangeOf(values as FilterValue[]);
}

function listOf(values: readonly FilterValue[]): FilterValues {
  return {
    text: [...new Set(values.map(({ text }) => text))].join(";"),
    ranges: values.map(({ kind, rank }) => ({ kind, first: rank, last: rank })),
  };
}

function rangeOf([first, last = first]: readonly FilterValue[]): FilterValues | null {
  if (first === undefined || last === undefined) return null;
  if (first.kind !== last.kind || first.rank > last.rank) return null;
  const text = first.rank === last.rank ? first.text : `${first.text}-${last.text}`;
  return { text, ranges: [{ kind: first.kind, first: first.rank, last: last.rank }] };
}

function readPort(text: string): FilterValue | null {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  return port <= 65_535 ? { kind: "port", rank: BigInt(port), text: String(port) } : null;
}

/** Readers of the values in a filter's fields; null for a wrong value. */
export const filterValues = {
  addresses: (text: string): FilterValues | null => readValues(text, readAddress),
  ports: (text: string): FilterValues | null => readValues(text, readPort),
};
