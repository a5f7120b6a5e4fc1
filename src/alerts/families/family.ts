import type { AlertReading } from "../normalAlert.ts";
import type { Fields } from "../text/fields.ts";

/** One of the payload formats in which Azure Monitor sends an alert. */
export interface Family {
  readonly recognises: (body: Fields) => boolean;
  readonly read: (body: Fields) => AlertReading;
}
