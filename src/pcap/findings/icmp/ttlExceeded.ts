import { many } from "../../../wording/many.ts";
import { icmpReason } from "../../protocols/icmp.ts";
import { ipProtocol } from "../../protocols/ipProtocol.ts";
import { fitText } from "../fitText.ts";
import { thresholds } from "../thresholds.ts";
import { AnsweredServices } from "./answeredServices.ts";
import { namedEnd, plainEnd, quotedFlows, timesText, type EndText } from "./endText.ts";
import { messageFilter } from "./messageFilter.ts";
import { distinct, groupMessages, lasts, type MessageGroup } from "./messageGroup.ts";
import type { ErrorMessage } from "../../messages/errorMessage.ts";
import type { AddressBook } from "../../summary/addressBook.ts";
import type { Finder, FinderInput } from "../finder.ts";
import type { FindingDraft } from "../finding.ts";

const limits = thresholds.icmp;
/** Ports of traceroute's probes. */
const tracePorts = { first: 33_434, last: 33_534 };

/** Packets that went through too many routers: a route that goes in a circle, or a trace of a route. */
export const ttlExceeded: Finder = (input) => {
  const messages = input.messages.list().filter(({ reason }) => reason === icmpReason.hops);
  const groups = groupMessages(messages, ({ version, destination, inner }) =>
    [version, destination, inner].join(" "),
  );
  const answered = new AnsweredServices(input, messages);
  const traces = groups.filter((group) => routers(group) >= limits.tracedRouters && isTraced(group));
  const loops = groups.filter((group) => !traces.includes(group) && group.count >= limits.loopTimes);
  return [
    ...loops.slice(0, limits.told).map((group) => draftLoop(group, answered, input)),
    ...traces.slice(0, limits.told).map((group) => draftTrace(group, input)),
  ];
};

const routers = (group: MessageGroup): number => distinct(group, ({ reporter }) => reporter);

/** Few messages for each router, whereas the packets of a loop all end at one or two. */
const isTraced = (group: MessageGroup): boolean =>
  group.messages.every(isProbe) || group.count <= routers(group) * limits.loopTimes;

/** Whether it can be a probe of traceroute, which are echo requests or go to ports of their own. */
const isProbe = ({ protocol, ports }: ErrorMessage): boolean =>
  protocol === ipProtocol.icmp ||
  protocol === ipProtocol.icmpv6 ||
  (ports !== null && ports.destination >= tracePorts.first && ports.destination <= tracePorts.last);

function draftLoop(group: MessageGroup, answered: AnsweredServices, { book }: FinderInput): FindingDraft {
  const [{ version, destination, reporter }] = group.messages;
  const needed = group.messages.filter((message) => !isProbe(message));
  const dead = needed.length > 0 && needed.every((message) => !answered.has(message));
  const critical = dead && lasts(group, limits.deadNeighbour);
  const says = (end: EndText) =>
    routers(group) === 1 ? `says ${end(version, reporter)}` : `say ${many(routers(group), "router")}`;
  const write = (end: EndText) =>
    `Packets to ${end(version, destination)} may go in a circle: too many hops, ${says(end)} ${timesText(group.count)}`;
  return {
    ...evidenceOf(group, book),
    severity: critical ? "critical" : needed.length > 0 ? "warning" : "note",
    text: fitText(
      write(namedEnd(book)),
      write(plainEnd(book)),
      `Packets to ${book.text(version, destination)} go through too many hops ${timesText(group.count)}`,
    ),
    nextStep:
      "Look for a loop in the route tables: the NIC's effective routes, then those of NVAs and gateways.",
    weight: critical ? 0.72 : 0.45,
  };
}

function draftTrace(group: MessageGroup, { book }: FinderInput): FindingDraft {
  const [{ version, source, destination }] = group.messages;
  const write = (end: EndText) =>
    `${end(version, source)} traces the route to ${end(version, destination)}: ${many(routers(group), "router")} answer`;
  return {
    ...evidenceOf(group, book),
    severity: "note",
    text: fitText(write(namedEnd(book)), write(plainEnd(book))),
    nextStep: "Nothing, unless nobody knows who traces this route.",
    weight: 0.1,
  };
}

const evidenceOf = (
  group: MessageGroup,
  book: AddressBook,
): Pick<FindingDraft, "kind" | "filter" | "evidence" | "firstAt" | "lastAt"> => ({
  kind: "ttl-exceeded",
  filter: messageFilter(group, book),
  evidence: {
    counts: { messages: group.count, routers: routers(group) },
    flows: quotedFlows(group, book),
    frames: group.frames,
  },
  firstAt: group.firstAt,
  lastAt: group.lastAt,
});
