import { oneLine } from "./oneLine.ts";

/** A model with each of its texts on one line, so that nothing in it forges a line or turns one around. */
export function plainTexts<Model>(model: Model): Model {
  return plain(model) as Model;
}

function plain(value: unknown): unknown {
  if (typeof value === "string") return oneLine(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, plain(entry)]));
}
