import { boundedText } from "../../redaction/boundedText.ts";
import { filterValues } from "./filterValues.ts";

/** One five-tuple filter of a packet capture; a packet that matches any filter is captured. */
export interface CaptureFilter {
  readonly protocol?: "TCP" | "UDP" | "Any";
  /** One address, a range "a-b", or a list "a;b". */
  readonly localIPAddress?: string;
  /** One port, a range "80-85", or a list "80;443". */
  readonly localPort?: string;
  readonly remoteIPAddress?: string;
  readonly remotePort?: string;
}

/** What is wrong with a list of filters. */
interface FilterProblem {
  /** Completes "CAPTURE_FILTERS …" and repeats no value. */
  readonly problem: string;
  /** The same with the wrong value. */
  readonly detail: string;
}

type FiltersReading = { readonly ok: true; readonly filters: readonly CaptureFilter[] } | Wrong;

interface Field {
  /** The value in the API's form; null: not valid. */
  readonly read: (text: string) => string | null;
  /** Completes "must be …". */
  readonly form: string;
}

const addresses: Field = {
  read: (text) => filterValues.addresses(text)?.text ?? null,
  form: 'one IPv4 or IPv6 address, a range in order ("10.0.0.4-10.0.0.9") or a list ("10.0.0.4;10.0.0.9")',
};
const ports: Field = {
  read: (text) => filterValues.ports(text)?.text ?? null,
  form: 'one port from 0 to 65535, a range in order ("8000-8080") or a list ("80;443")',
};
const protocols = ["TCP", "UDP", "Any"] as const;

const fields: Readonly<Record<keyof CaptureFilter, Field>> = {
  protocol: {
    read: (text) => protocols.find((protocol) => protocol.toLowerCase() === text.toLowerCase()) ?? null,
    form: "TCP, UDP or Any",
  },
  localIPAddress: addresses,
  localPort: ports,
  remoteIPAddress: addresses,
  remotePort: ports,
};
const names = Object.keys(fields) as (keyof CaptureFilter)[];

const mostFilters = 20;

type Wrong = { readonly ok: false } & FilterProblem;

/** `told` is what only the caller may see: a setting's value is never repeated. */
const wrong = (problem: string, told = ""): Wrong => ({ ok: false, problem, detail: `${problem}${told}` });

const wrongFilter = (number: number, problem: string, told?: string): Wrong =>
  wrong(`has a wrong filter (number ${number}): ${problem}`, told);

const shown = (value: unknown): string => boundedText(JSON.stringify(value), 100);

/**
 * Reads the JSON text of a list of filters. Names and protocols have any casing, and texts any spaces around
 * them, because people type them; an empty text means that the field is absent, as in the API's answers.
 */
export function readFilters(text: string): FiltersReading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return wrong("is not JSON");
  }
  if (!Array.isArray(value)) return wrong("is not a JSON array of filters");
  if (value.length > mostFilters) return wrong(`has more than ${mostFilters} filters`);
  const filters: CaptureFilter[] = [];
  for (const [index, entry] of value.entries()) {
    const reading = readFilter(entry, index + 1);
    if (!reading.ok) return reading;
    filters.push(reading.filter);
  }
  return { ok: true, filters };
}

type FilterReading = { readonly ok: true; readonly filter: CaptureFilter } | Wrong;

function readFilter(entry: unknown, number: number): FilterReading {
  if (typeof entry !== "object" || entry === null || Array.isArray(entry))
    return wrongFilter(number, "it must be an object", `; the value is ${shown(entry)}`);
  const found = new Map<keyof CaptureFilter, string>();
  for (const [key, value] of Object.entries(entry)) {
    const name = fieldNamed(key);
    if (name === undefined)
      return wrongFilter(number, `its fields are ${names.join(", ")}`, `; ${shown(key)} is none of them`);
    const text = textOf(value);
    if (text === "") continue;
    const { read, form } = fields[name];
    const normal = text === null ? null : read(text);
    if (normal === null)
      return wrongFilter(number, `${name} must be ${form}`, `; the value is ${shown(value)}`);
    if (found.has(name)) return wrongFilter(number, `it has ${name} twice`);
    found.set(name, normal);
  }
  const ordered = names.flatMap((name) => (found.has(name) ? [[name, found.get(name)] as const] : []));
  return { ok: true, filter: Object.fromEntries(ordered) };
}

/** Clients of the API write `localIPAddress`, `LocalIPAddress` and `local_ip_address`. */
function fieldNamed(key: string): keyof CaptureFilter | undefined {
  const plain = key.replace(/[\s_-]/g, "").toLowerCase();
  return names.find((name) => name.toLowerCase() === plain);
}

/** A number counts as its text, because people write a port as one; null for any other value. */
function textOf(value: unknown): string | null {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? value.trim() : null;
}
