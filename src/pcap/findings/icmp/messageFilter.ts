import { ipVersion } from "../../protocols/ip.ts";
import { ipProtocol } from "../../protocols/ipProtocol.ts";
import { framesFilter } from "../filter.ts";
import type { ErrorMessage } from "../../messages/errorMessage.ts";
import type { AddressBook } from "../../summary/addressBook.ts";
import type { MessageGroup } from "./messageGroup.ts";

const mostAddresses = 3;
const portFields: Readonly<Record<number, string>> = {
  [ipProtocol.tcp]: "tcp.port",
  [ipProtocol.udp]: "udp.port",
  [ipProtocol.udpLite]: "udp.port",
  [ipProtocol.sctp]: "sctp.port",
};

/**
 * The messages of a group, which are of one IP version. Wireshark compares an address with those of the
 * message and with those that it quotes.
 */
export function messageFilter(group: MessageGroup, book: AddressBook): string {
  const { messages } = group;
  const [{ version, inner }] = messages;
  const [icmp, ip] = version === ipVersion.ipv4 ? ["icmp", "ip"] : ["icmpv6", "ipv6"];
  const texts = (of: (message: ErrorMessage) => number) =>
    valuesOf(messages, (message) => book.text(version, of(message)));
  const ends = endsFilter(
    ip,
    texts(({ reporter }) => reporter),
    texts(({ destination }) => destination),
  );
  // Without any end, at least who the messages are for; the first layer's address is none of a quoted packet.
  const receivers = texts(({ source }) => source);
  if (ends.length === 0 && (inner || receivers.length > mostAddresses)) return framesFilter(group.frames);
  return [
    oneOf(
      `${icmp}.type`,
      valuesOf(messages, ({ type }) => type),
    ),
    oneOf(
      `${icmp}.code`,
      valuesOf(messages, ({ code }) => code),
    ),
    ...(ends.length === 0 ? few(`${ip}.dst#1`, receivers) : ends),
    ...portFilter(messages),
  ].join(" && ");
}

/** Hosts that speak for themselves are named once. */
function endsFilter(ip: string, reporters: readonly string[], destinations: readonly string[]): string[] {
  const sources = few(`${ip}.src`, reporters);
  const same = destinations.every((text) => reporters.includes(text));
  return same && sources.length > 0 ? sources : [...sources, ...few(`${ip}.dst`, destinations)];
}

const valuesOf = <T>(messages: readonly ErrorMessage[], of: (message: ErrorMessage) => T): T[] => [
  ...new Set(messages.map(of)),
];

const oneOf = (field: string, values: readonly (string | number)[]): string =>
  values.length === 1 ? `${field} == ${values.join("")}` : `${field} in {${values.join(", ")}}`;

/** Addresses, unless they are too many for a filter, or one that found no place in memory. */
const few = (field: string, values: readonly string[]): string[] =>
  values.length > mostAddresses || values.some((text) => text.includes(" ")) ? [] : [oneOf(field, values)];

function portFilter(messages: readonly ErrorMessage[]): string[] {
  const services = valuesOf(messages, ({ protocol, service }) =>
    service === null || portFields[protocol] === undefined
      ? ""
      : `${portFields[protocol]} == ${service.port}`,
  );
  const [only] = services;
  return services.length === 1 && only !== undefined && only !== "" ? [only] : [];
}
