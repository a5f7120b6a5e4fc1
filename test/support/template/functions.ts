import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { isList, isObject, list, object, text, type Json, type JsonObject } from "./json.ts";

const hash = (parts: readonly Json[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("hex");

const plain = (value: Json): string =>
  isList(value) || isObject(value) ? JSON.stringify(value) : value === null ? "" : `${value}`;

function pairs(parts: readonly Json[]): JsonObject {
  const made: Record<string, Json> = {};
  for (let n = 0; n < parts.length; n += 2) made[text(parts[n])] = parts[n + 1] ?? null;
  return made;
}

const isEmpty = (value: Json): boolean =>
  value === null || value === "" || (isList(value) && value.length === 0) || Object.keys(value).length === 0;

const distinct = (items: readonly Json[]): Json[] =>
  items.filter((item, n) => items.findIndex((other) => isDeepStrictEqual(item, other)) === n);

const union = (parts: readonly Json[]): Json =>
  parts.every(isList)
    ? distinct(parts.flatMap((part) => [...part]))
    : (Object.assign({}, ...parts.map(object)) as JsonObject);

/**
 * The functions of https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions that
 * our template uses and whose answer their arguments alone determine. The hashes are not Azure's, only as
 * distinct.
 */
export const functions: Readonly<Record<string, (...args: readonly Json[]) => Json>> = {
  add: (one, other) => Number(one) + Number(other),
  and: (...parts) => parts.every((part) => part === true),
  concat: (...parts) =>
    parts.every(isList) ? parts.flatMap((part) => [...part]) : parts.map(plain).join(""),
  contains: (whole, part) =>
    isList(whole ?? null)
      ? list(whole).some((one) => isDeepStrictEqual(one, part))
      : text(whole).includes(text(part)),
  createArray: (...items) => items,
  createObject: (...parts) => pairs(parts),
  empty: (value) => isEmpty(value ?? null),
  equals: (one, other) => isDeepStrictEqual(one, other),
  false: () => false,
  format: (form, ...parts) =>
    text(form).replace(/\{(\d+)\}/g, (_, n: string) => plain(parts[Number(n)] ?? null)),
  greater: (one, other) => Number(one) > Number(other),
  guid: (...parts) => hash(parts).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5"),
  join: (items, by) => list(items).map(plain).join(text(by)),
  last: (items) => list(items).at(-1) ?? null,
  length: (items) => list(items).length,
  mul: (one, other) => Number(one) * Number(other),
  not: (value) => value !== true,
  null: () => null,
  or: (...parts) => parts.some((part) => part === true),
  split: (whole, by) => text(whole).split(text(by)),
  startsWith: (whole, part) => text(whole).toLowerCase().startsWith(text(part).toLowerCase()),
  string: (value) => (typeof value === "string" ? value : JSON.stringify(value)),
  take: (items, count) =>
    typeof items === "string" ? items.slice(0, Number(count)) : list(items).slice(0, Number(count)),
  toLower: (value) => text(value).toLowerCase(),
  trim: (value) => text(value).trim(),
  true: () => true,
  union: (...parts) => union(parts),
  uniqueString: (...parts) => hash(parts).slice(0, 13),
};
