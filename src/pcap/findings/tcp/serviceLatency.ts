import { socketText } from "../../../wording/socketText.ts";
import { ipAddressKey, ipVersion } from "../../protocols/ip.ts";
import { addressFilter } from "../filter.ts";
import { thresholds } from "../thresholds.ts";
import type { ServiceTime } from "../../connections/serviceTimes.ts";
import type { FinderInput } from "../finder.ts";

/** How fast a service answers, in words. */
export interface ServiceLatency extends ServiceTime {
  readonly own: boolean;
  readonly addressText: string;
  readonly name: string | null;
  /** "203.0.113.9:443". */
  readonly peer: string;
  readonly named: string;
  readonly filter: string;
}

/** Whether these are enough times to tell by, or half of all that the capture has. */
export const isEnough = (count: number, all: readonly number[]): boolean =>
  count >= thresholds.leastTimes ||
  (count > 0 && count >= all.reduce((sum, one) => sum + one, 0) * thresholds.onlyTimesShare);

/** Services with times, in the order that they answered first. */
export function serviceLatencies({
  connections,
  book,
  local,
}: Pick<FinderInput, "connections" | "book" | "local">) {
  return connections.tables.times
    .list()
    .filter(({ version, address }) => version === ipVersion.ipv4 || address !== 0)
    .map((service): ServiceLatency => {
      const { version, address, port } = service;
      const end = book.end(version, address);
      const peer = socketText(end.address, port);
      const there = `${addressFilter(end.address, "dst")} && tcp.dstport == ${port}`;
      const back = `${addressFilter(end.address, "src")} && tcp.srcport == ${port}`;
      return {
        ...service,
        own: local.has(ipAddressKey(version, address)),
        addressText: end.address,
        name: end.name,
        peer,
        named: end.name === null ? peer : `${peer} (${end.name})`,
        filter: `(${there}) || (${back})`,
      };
    });
}
