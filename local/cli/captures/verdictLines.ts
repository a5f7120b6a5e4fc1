import { isJsonObject, type JsonObject } from "../../azure/jsonObject.ts";
import { objectsOf, textOf } from "./listedCapture.ts";

/** Each of Azure's verdicts in a line, then what could not be asked. */
export function verdictLines({ network }: JsonObject): readonly string[] {
  if (!isJsonObject(network)) return [];
  const remark = textOf(network.remark);
  return [...objectsOf(network.verdicts).map(verdictLine), ...(remark === null ? [] : [remark])];
}

/** "TCP …: Deny by DenyAllInBound, next hop None in rt-spoke, as of 2026-11-23T02:06:10Z". */
function verdictLine({ flow, access, rule, nextHop, at }: JsonObject): string {
  const { type, address, routeTable } = isJsonObject(nextHop) ? nextHop : {};
  const where = textOf(routeTable);
  const hop = [textOf(type), textOf(address)].filter((part) => part !== null).join(" ");
  const parts = [
    `${textOf(access) ?? "no verdict"}${textOf(rule) === null ? "" : ` by ${textOf(rule) ?? ""}`}`,
    ...(hop === "" ? [] : [`next hop ${hop}${where === null ? "" : ` in ${where}`}`]),
    ...(textOf(at) === null ? [] : [`as of ${textOf(at) ?? ""}`]),
  ];
  return `${textOf(flow) ?? "a flow"}: ${parts.join(", ")}`;
}
