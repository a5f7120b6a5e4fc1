import { armError } from "../../armError.ts";

/** Naming rules for captures are not published. These are the rules of the service's other resources. */
export function checkCaptureName(name: string): void {
  if (!/^[A-Za-z0-9]([A-Za-z0-9_.-]{0,78}[A-Za-z0-9_])?$/.test(name))
    throw armError.badRequest("InvalidResourceName", `Resource name '${name}' is invalid.`);
}
