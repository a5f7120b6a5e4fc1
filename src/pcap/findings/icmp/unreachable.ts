import { icmpReason, type IcmpReason } from "../../protocols/icmp.ts";
import { ipAddressKey } from "../../protocols/ip.ts";
import { ipProtocol } from "../../protocols/ipProtocol.ts";
import { thresholds } from "../thresholds.ts";
import { AnsweredServices } from "./answeredServices.ts";
import { quotedFlows } from "./endText.ts";
import { messageFilter } from "./messageFilter.ts";
import { groupMessages, joinMessages, lasts, type MessageGroup } from "./messageGroup.ts";
import { unreachableText, unreachableTogether } from "./unreachableText.ts";
import type { ErrorMessage } from "../../messages/errorMessage.ts";
import type { Finder, FinderInput } from "../finder.ts";
import type { FindingDraft, Severity } from "../finding.ts";

const limits = thresholds.icmp;
const { host, protocol, port, prohibited } = icmpReason;
const reasons: readonly IcmpReason[] = [host, protocol, port, prohibited];
const dnsPort = 53;
/** Ports of look-ups in the neighbourhood, and of STUN, which ask many hosts of which few answer. */
const chatter: readonly number[] = [137, 138, 1900, 3478, 3702, 5353, 5355];
/** HTTP/3, whose clients go on with TCP. */
const quicPort = 443;
/** The ports of traceroute's probes, whose last one is meant to be refused. */
const tracePorts = { first: 33_434, last: 33_534 };

interface JudgedGroup {
  readonly group: MessageGroup;
  readonly severity: Severity;
}

/** Hosts and services that cannot be reached, as routers, firewalls and the hosts themselves say. */
export const unreachable: Finder = (input) => {
  const messages = input.messages.list().filter((message) => isOfInterest(message, input.local));
  const answered = new AnsweredServices(input, messages);
  const judged = groupMessages(messages, keyOf)
    .filter((group) => !isClient(group) || group.count >= limits.lostClients)
    .map((group) => ({ group, severity: judge(group, input, answered) }));
  const alone = judged.filter(({ severity }) => severity === "critical").slice(0, limits.told);
  const others = judged.filter((one) => !alone.includes(one));
  return [
    ...alone.map((one) => draftOf(one, input)),
    ...[...new Set(others.map(kindOfGroup))].flatMap((kind) =>
      tellTogether(
        others.filter((one) => kindOfGroup(one) === kind),
        input,
      ),
    ),
  ];
};

/** Not what the VM itself refuses, nor the expected end of a trace. */
function isOfInterest(message: ErrorMessage, local: ReadonlySet<number>): boolean {
  const { version, reason, reporter, ports } = message;
  if (!reasons.includes(reason) || local.has(ipAddressKey(version, reporter))) return false;
  const target = ports?.destination ?? 0;
  return reason !== port || target < tracePorts.first || target > tracePorts.last;
}

/** Messages with one key are one trouble: a host, or one of its services. */
function keyOf(message: ErrorMessage): string {
  const { version, reason, destination, inner, service } = message;
  const ends = [version, reason, destination, inner, service?.atDestination ?? true];
  if (reason !== port && reason !== prohibited) return ends.join(" ");
  return [...ends, message.protocol, service?.atDestination === true ? service.port : ""].join(" ");
}

const isClient = ({ messages }: MessageGroup): boolean => messages[0].service?.atDestination === false;

function judge(group: MessageGroup, { local, book }: FinderInput, answered: AnsweredServices): Severity {
  const [message] = group.messages;
  const { version, source, destination, protocol: protocolOfQuote, service, inner } = message;
  const isChatter = service !== null && chatter.includes(service.port);
  if (isClient(group) || isChatter || answered.has(message)) return "note";
  const isOptional = protocolOfQuote === ipProtocol.udp && service?.port === quicPort;
  const isNeeded = inner || local.has(ipAddressKey(version, source));
  const isResolver = service?.port === dnsPort;
  const dead = isResolver
    ? limits.deadResolver
    : book.isPrivate(version, destination)
      ? limits.deadNeighbour
      : limits.deadStranger;
  if (isNeeded && !isOptional && lasts(group, dead)) return "critical";
  return group.count >= limits.warningTimes ? "warning" : "note";
}

const kindOfGroup = ({ group, severity }: JudgedGroup): string => {
  const [{ version, reason, inner, service }] = group.messages;
  return [severity, version, reason, inner, service?.atDestination ?? true].join(" ");
};

/** A few findings, or one for all: a client of many hosts finds many of them down. */
function tellTogether(judged: readonly JudgedGroup[], input: FinderInput): FindingDraft[] {
  const [first] = judged;
  if (first === undefined || judged.length <= limits.told) return judged.map((one) => draftOf(one, input));
  const [message, ...messages] = judged.flatMap(({ group }) => group.messages);
  if (message === undefined) return [];
  return [
    draftOf({ group: joinMessages([message, ...messages]), severity: first.severity }, input, judged.length),
  ];
}

function draftOf({ group, severity }: JudgedGroup, { book }: FinderInput, groups = 1): FindingDraft {
  const [{ reason, protocol: quoted, ports }] = group.messages;
  const isDns = ports?.destination === dnsPort && (quoted === ipProtocol.udp || quoted === ipProtocol.tcp);
  return {
    kind: "unreachable",
    severity,
    text: groups === 1 ? unreachableText(group, book) : unreachableTogether(group, groups, book),
    filter: messageFilter(group, book),
    evidence: {
      counts: { messages: group.count, ...(groups === 1 ? {} : { unreachable: groups }) },
      flows: quotedFlows(group, book),
      frames: group.frames,
    },
    nextStep: nextSteps[reason] ?? "",
    firstAt: group.firstAt,
    lastAt: group.lastAt,
    weight: (severity === "critical" ? 0.7 : 0.4) + (isDns ? 0.1 : 0) + Math.min(group.count, 1000) / 10_000,
  };
}

const nextSteps: Readonly<Partial<Record<IcmpReason, string>>> = {
  [host]:
    "Check that the host is up, then the route to it: the NIC's effective routes, peerings, gateways and NVAs.",
  [protocol]: "Check that the other end is set up for this protocol, and that its address is the right one.",
  [port]: "Start the service on that host, or correct the address that the VM uses for it.",
  [prohibited]:
    "Ask who runs the sender of these messages for the rule: NSGs drop silently, so it is a firewall or an NVA.",
};
