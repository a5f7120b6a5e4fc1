import { armError } from "../../armError.ts";

/** No grammar is published for names of captures; this is the one of the service's other resources. */
export function checkCaptureName(name: string): void {
  if (!/^[A-Za-z0-9]([A-Za-z0-9_.-]{0,78}[A-Za-z0-9_])?$/.test(name))
    throw armError.badRequest("InvalidResourceName", `Resource name '${name}' is invalid.`);
}
