/** One five-tuple filter of a packet capture; a packet that matches any filter is captured. */
export interface CaptureFilter {
  readonly protocol?: "TCP" | "UDP" | "Any";
  /** One address, a range "a-b", or a list "a;b". */
  readonly localIPAddress?: string;
  readonly remoteIPAddress?: string;
  /** One port, a range "80-85", or a list "80;443". */
  readonly localPort?: string;
  readonly remotePort?: string;
}

type FiltersReading =
  | { readonly ok: true; readonly filters: readonly CaptureFilter[] }
  | { readonly ok: false; readonly problem: string };

const protocols = ["TCP", "UDP", "Any"];
const address = "[0-9A-Fa-f.:]{2,45}";
// The service accepts one value, one range or one list; it rejects mixtures, and a wrong form captures
// nothing.
const addresses = new RegExp(`^${address}(?:-${address}|(?:;${address})*)$`);
const ports = /^\d{1,5}(?:-\d{1,5}|(?:;\d{1,5})*)$/;
const mostFilters = 20;

const isPorts = (text: string): boolean =>
  ports.test(text) && text.split(/[-;]/).every((port) => Number(port) <= 65535);
const isAddresses = (text: string): boolean => addresses.test(text);

const fields: Readonly<Record<string, (text: string) => boolean>> = {
  protocol: (text) => protocols.includes(text),
  localIPAddress: isAddresses,
  remoteIPAddress: isAddresses,
  localPort: isPorts,
  remotePort: isPorts,
};

function problemOf(filter: unknown): string | null {
  if (typeof filter !== "object" || filter === null || Array.isArray(filter))
    return "each filter is an object";
  for (const [name, value] of Object.entries(filter)) {
    const valid = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (valid === undefined) return `"${name}" is not a filter field (${Object.keys(fields).join(", ")})`;
    if (typeof value !== "string" || !valid(value)) return `"${name}" has no valid value`;
  }
  return null;
}

/** Reads the JSON text of a list of filters, in the API's own field names. */
export function readFilters(text: string): FiltersReading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, problem: "is not JSON" };
  }
  if (!Array.isArray(value)) return { ok: false, problem: "is not a JSON array of filters" };
  if (value.length > mostFilters) return { ok: false, problem: `has more than ${mostFilters} filters` };
  const problem = value.map(problemOf).find((found) => found !== null);
  if (problem !== undefined) return { ok: false, problem };
  return { ok: true, filters: value as CaptureFilter[] };
}
