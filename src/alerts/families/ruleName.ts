import { armId } from "../../arm/armId.ts";
import { textOf } from "../text/fields.ts";

/** The name of an alert rule: as given, or the last segment of its id when that is given instead. */
export function ruleName(name: unknown, id: unknown): string | null {
  const text = textOf(name) ?? textOf(id);
  return text?.startsWith("/") === true ? armId.name(text) : text;
}
