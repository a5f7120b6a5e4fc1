import { readFileSync } from "node:fs";

/** A member of a published type. */
export interface Field {
  /** A JSON type, `date-time`, the name of another type, or one of these with `[]`. */
  readonly type: string;
  readonly required?: boolean;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: unknown;
}

interface FieldTables {
  readonly types: Readonly<Record<string, Readonly<Record<string, Field>>>>;
  /** Members that recordings have beyond the published ones. */
  readonly beyond: Readonly<Record<string, readonly string[]>>;
}

/** The published types of Network Watcher, and a check of values against them. */
export const fieldTables = JSON.parse(
  readFileSync(new URL("../fixtures/networkWatcherFields.json", import.meta.url), "utf8"),
) as FieldTables;

/** What in a value does not fit a published type, each with its path. */
export function misfits(type: string, value: unknown, path = type): readonly string[] {
  if (type.endsWith("[]")) {
    if (!Array.isArray(value)) return [`${path} is no array`];
    return value.flatMap((item, index) => misfits(type.slice(0, -2), item, `${path}[${index}]`));
  }
  const fields = fieldTables.types[type];
  if (fields === undefined) return isOfType(type, value) ? [] : [`${path} is no ${type}`];
  if (!isOfType("object", value)) return [`${path} is no object`];
  const members = value as Record<string, unknown>;
  const beyond = fieldTables.beyond[type] ?? [];
  return [
    ...Object.keys(members)
      .filter((name) => fields[name] === undefined && !beyond.includes(name))
      .map((name) => `${path}.${name} is not published`),
    ...Object.entries(fields).flatMap(([name, field]) => misfit(field, members[name], `${path}.${name}`)),
  ];
}

function misfit(field: Field, value: unknown, path: string): readonly string[] {
  if (value === undefined) return field.required === true ? [`${path} is missing`] : [];
  if (field.enum?.some((published) => published === value) === false)
    return [`${path} is none of ${field.enum.join(", ")}`];
  const { minimum = -Infinity, maximum = Infinity } = field;
  if (typeof value === "number" && (value < minimum || value > maximum)) return [`${path} is out of range`];
  return misfits(field.type, value, path);
}

function isOfType(type: string, value: unknown): boolean {
  if (type === "integer") return Number.isInteger(value);
  if (type === "date-time") return typeof value === "string" && !Number.isNaN(Date.parse(value));
  if (type === "object") return typeof value === "object" && value !== null && !Array.isArray(value);
  return typeof value === type;
}
