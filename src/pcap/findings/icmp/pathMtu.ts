import { many } from "../../../wording/many.ts";
import { icmpReason } from "../../protocols/icmp.ts";
import { ipAddressKey } from "../../protocols/ip.ts";
import { fitText } from "../fitText.ts";
import { thresholds } from "../thresholds.ts";
import { namedEnd, plainEnd, quotedFlows, timesText, type EndText } from "./endText.ts";
import { messageFilter } from "./messageFilter.ts";
import { distinct, groupMessages, joinMessages, lasts, type MessageGroup } from "./messageGroup.ts";
import type { ErrorMessage } from "../../messages/errorMessage.ts";
import type { AddressBook } from "../../summary/addressBook.ts";
import type { Finder, FinderInput } from "../finder.ts";
import type { FindingDraft, Severity } from "../finding.ts";

const limits = thresholds.icmp;

/** Routers that ask for smaller packets, and fragments that get lost. */
export const pathMtu: Finder = (input) => {
  const messages = input.messages.list();
  const tooBig = messages.filter(({ reason }) => reason === icmpReason.tooBig);
  const lost = messages.filter(({ reason }) => reason === icmpReason.fragments);
  return [
    ...groupMessages(tooBig, routerOf)
      .slice(0, limits.told)
      .map((group) => draftTooBig(group, input)),
    ...groupMessages(lost, endsOf)
      .filter(({ count }) => count >= limits.lostFragments)
      .slice(0, limits.told)
      .map((group) => draftLost(group, input)),
  ];
};

const routerOf = ({ version, reporter, mtu }: ErrorMessage): string => [version, reporter, mtu].join(" ");

const endsOf = ({ version, reporter, source }: ErrorMessage): string => [version, reporter, source].join(" ");

/** Whether a sender goes on with large packets though it was told. */
const isDeaf = (group: MessageGroup): boolean =>
  groupMessages(group.messages, ({ destination }) => String(destination)).some(
    (one) =>
      lasts(one, limits.deafSenders) ||
      one.messages.some(
        (message) => !message.severalPorts && lasts(joinMessages([message]), limits.deafSender),
      ),
  );

function draftTooBig(group: MessageGroup, input: FinderInput): FindingDraft {
  const { book, local } = input;
  const [{ mtu, version, source }] = group.messages;
  const deaf = isDeaf(group);
  const severity: Severity = deaf ? "critical" : group.count >= limits.warningTimes ? "warning" : "note";
  const fromVm = local.has(ipAddressKey(version, source));
  return {
    kind: "path-mtu",
    severity,
    text: fitText(...tooBigTexts(group, book)),
    filter: messageFilter(group, book),
    evidence: {
      counts: { messages: group.count, mtu },
      flows: quotedFlows(group, book),
      frames: group.frames,
    },
    nextStep: fromVm
      ? "Let the VM receive these messages (guest firewall), or lower its MTU or clamp the MSS at the gateway."
      : "Lower the sender's MTU to this size, or clamp the MSS at the gateway.",
    firstAt: group.firstAt,
    lastAt: group.lastAt,
    weight: (deaf ? 0.75 : 0.6) + Math.min(group.count, 1000) / 10_000,
  };
}

function tooBigTexts(group: MessageGroup, book: AddressBook): [string, ...string[]] {
  const [{ version, reporter, source, destination, mtu }] = group.messages;
  const oneWay =
    distinct(group, (one) => one.destination) === 1 && distinct(group, (one) => one.source) === 1;
  const asks = `asks for ${mtu === 0 ? "smaller packets" : `packets of at most ${many(mtu, "byte")}`}`;
  const times = timesText(group.count);
  const between = (end: EndText) =>
    oneWay
      ? `${end(version, source)} → ${end(version, destination)}`
      : many(
          distinct(group, (one) => one.destination),
          "destination",
        );
  const [named, plain] = [namedEnd(book), plainEnd(book)];
  const router = book.text(version, reporter);
  return [
    `${router} ${asks} ${times}, for ${between(named)}`,
    `${router} ${asks} ${times}, for ${between(plain)}`,
    `A router ${asks} ${times}, for ${between(plain)}`,
    `${router} ${asks} ${times}`,
  ];
}

function draftLost(group: MessageGroup, { book }: FinderInput): FindingDraft {
  const [{ version, reporter, source }] = group.messages;
  const write = (end: EndText) =>
    `${end(version, reporter)} lacks fragments of packets from ${end(version, source)} ${timesText(group.count)}`;
  return {
    kind: "path-mtu",
    severity: "warning",
    text: fitText(
      write(namedEnd(book)),
      write(plainEnd(book)),
      `Fragments of packets get lost ${timesText(group.count)}`,
    ),
    filter: messageFilter(group, book),
    evidence: { counts: { messages: group.count }, flows: quotedFlows(group, book), frames: group.frames },
    nextStep: "Send packets that need no fragments: Azure drops fragments that come out of order.",
    firstAt: group.firstAt,
    lastAt: group.lastAt,
    weight: 0.5,
  };
}
