import { many } from "../../../wording/many.ts";
import { icmpReason } from "../../protocols/icmp.ts";
import { ipProtocolName } from "../../protocols/ipProtocol.ts";
import { fitText } from "../fitText.ts";
import { namedEnd, plainEnd, reporterText, timesText, type EndText } from "./endText.ts";
import { distinct, type MessageGroup } from "./messageGroup.ts";
import { refusedService } from "./refusedService.ts";
import type { AddressBook } from "../../summary/addressBook.ts";

const { protocol, port, prohibited } = icmpReason;

/** What cannot be reached, and who says so. */
export const unreachableText = (group: MessageGroup, book: AddressBook): string =>
  fitText(textWith(group, namedEnd(book)), textWith(group, plainEnd(book)));

function textWith(group: MessageGroup, end: EndText): string {
  const [message] = group.messages;
  const { version, reason, reporter, destination } = message;
  const target = end(version, destination);
  const times = timesText(group.count);
  const ownWord = distinct(group, (one) => one.reporter) === 1 && reporter === destination;
  const says = ownWord ? "" : `, ${reporterText(group, end)}`;
  if (reason === port) return `${target} refuses ${refused(group)}, by ICMP${says} ${times}`;
  if (reason === protocol)
    return `${target} does not know ${ipProtocolName(message.protocol)}${says} ${times}`;
  if (reason === prohibited) return `${refused(group)} to ${target} is prohibited${says} ${times}`;
  return ownWord
    ? `${target} says that it is unreachable ${times}`
    : `${target} is unreachable${says} ${times}`;
}

/** The service, or the protocol where the ports are the clients' or missing. */
function refused({ messages }: MessageGroup): string {
  const [{ protocol: quoted, service, ports }] = messages;
  if (service?.atDestination === true) return refusedService(quoted, service.port);
  return messages.length === 1 && ports !== null
    ? refusedService(quoted, ports.destination)
    : ipProtocolName(quoted);
}

/** @param count of hosts or services */
export function unreachableTogether(group: MessageGroup, count: number, book: AddressBook): string {
  const [{ version, destination, reason }] = group.messages;
  const oneHost = distinct(group, (message) => message.destination) === 1;
  const times = timesText(group.count);
  const says = (end: EndText) => (oneHost ? `, by ICMP` : `, ${reporterText(group, end)}`);
  const write = (end: EndText) => {
    if (oneHost)
      return `${end(version, destination)} ${verbs[reason] ?? ""} ${many(count, "service")}${says(end)} ${times}`;
    const subject = reason === port || reason === prohibited ? "services of other hosts" : "hosts";
    const state = reason === port ? "refused" : reason === prohibited ? "prohibited" : "unreachable";
    return `${count.toLocaleString("en-US")} ${subject} are ${state}${says(end)} ${times}`;
  };
  return fitText(write(namedEnd(book)), write(plainEnd(book)));
}

const verbs: Readonly<Record<number, string>> = { [port]: "refuses", [prohibited]: "may not be asked for" };
