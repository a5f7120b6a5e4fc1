import { h, type ComponentChildren } from "preact";
import { socketText } from "../../../wording/socketText.ts";
import type { TrafficEnd } from "../../../pcap/summary/captureSummary.ts";

/** An address with its name below, and what else is known of the host. */
export const hostCell = (
  { address, name }: TrafficEnd,
  port: number | null,
  note: string | null = null,
): ComponentChildren => [
  h("span", { class: "address" }, socketText(address, port)),
  name !== null && h("small", null, name),
  note !== null && h("small", null, note),
];
