import { isIP } from "node:net";
import { isJsonObject } from "../../../jsonObject.ts";
import { armError } from "../../armError.ts";
import { addressRank, type PacketFilter } from "../session/packetFilter.ts";

const isProtocol = (text: string): boolean => /^(TCP|UDP|Any)$/i.test(text);

/**
 * One value, one range in order, or one list, which may end in a semicolon. The service rejects several
 * ranges and mixtures.
 */
const isOneOrRangeOrList =
  (rank: (text: string) => number | bigint | null) =>
  (text: string): boolean => {
    const [low, high, ...more] = text.split("-").map(rank);
    if (high !== undefined)
      return more.length === 0 && low !== undefined && low !== null && high !== null && low <= high;
    return text
      .replace(/;$/, "")
      .split(";")
      .every((part) => rank(part) !== null);
  };

const portRank = (text: string): number | null =>
  /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : null;

const ipRank = (text: string): bigint | null => (isIP(text) === 0 ? null : addressRank(text));

/** A range has one family of addresses. */
const isAddresses = (text: string): boolean =>
  isOneOrRangeOrList(ipRank)(text) && new Set(text.replace(/;$/, "").split("-").map(isIP)).size === 1;

const forms: Readonly<Record<string, (text: string) => boolean>> = {
  protocol: isProtocol,
  localIPAddress: isAddresses,
  remoteIPAddress: isAddresses,
  localPort: isOneOrRangeOrList(portRank),
  remotePort: isOneOrRangeOrList(portRank),
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
  for (const [name, isValid] of Object.entries(forms)) {
    const text = value[name] ?? "";
    if (typeof text !== "string" || (text !== "" && !isValid(text)))
      throw armError.badRequest("InvalidPacketCaptureFilter", `The filter's '${name}' has no valid value.`);
    if (text !== "") filter[name] = text;
  }
  return { protocol: "Any", ...filter };
}
