import { isJsonObject } from "../../../jsonObject.ts";
import { armError } from "../../armError.ts";
import type { PacketFilter } from "../session/packetFilter.ts";

// One value, one range or one list. The service rejects several ranges and mixtures.
const ports = /^\d{1,5}(-\d{1,5}|(;\d{1,5})*)$/;
const addresses = /^[\da-f.:]+(-[\da-f.:]+|(;[\da-f.:]+)*)$/i;
const forms: Readonly<Record<string, RegExp>> = {
  protocol: /^(TCP|UDP|Any)$/i,
  localIPAddress: addresses,
  remoteIPAddress: addresses,
  localPort: ports,
  remotePort: ports,
};

/** Reads the filters of a capture request. @throws AzureError 400 */
export function readCaptureFilters(value: unknown): readonly PacketFilter[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw armError.badRequest("InvalidRequestFormat", "'filters' is not an array.");
  return value.map(readFilter);
}

function readFilter(value: unknown): PacketFilter {
  if (!isJsonObject(value)) throw armError.badRequest("InvalidRequestFormat", "A filter is not an object.");
  const filter: Record<string, string> = {};
  for (const [name, form] of Object.entries(forms)) {
    const text = value[name] ?? "";
    if (typeof text !== "string" || (text !== "" && !form.test(text)))
      throw armError.badRequest("InvalidPacketCaptureFilter", `The filter's '${name}' has no valid value.`);
    if (text !== "") filter[name] = text;
  }
  return { protocol: "Any", ...filter };
}
