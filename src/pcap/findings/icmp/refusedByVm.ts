import { many } from "../../../wording/many.ts";
import { icmpReason } from "../../protocols/icmp.ts";
import { ipAddressKey } from "../../protocols/ip.ts";
import { fitText } from "../fitText.ts";
import { thresholds } from "../thresholds.ts";
import { namedEnd, plainEnd, quotedFlows, timesText, type EndText } from "./endText.ts";
import { messageFilter } from "./messageFilter.ts";
import { groupMessages, joinMessages, lasts, type MessageGroup } from "./messageGroup.ts";
import { refusedService } from "./refusedService.ts";
import type { ErrorMessage } from "../../messages/errorMessage.ts";
import type { Finder, FinderInput } from "../finder.ts";
import type { FindingDraft } from "../finding.ts";

const limits = thresholds.icmp;

/**
 * What clients ask the VM for and it refuses by ICMP: a service that is down, or a scan of UDP ports. An
 * answer that comes after its socket was closed is refused too, and is none of both.
 */
export const refusedByVm: Finder = (input) => {
  const own = input.messages.list().filter((message) => isRefusal(message, input.local));
  const services = groupMessages(own, ({ version, reporter, service }) =>
    [version, reporter, service?.port].join(" "),
  );
  const missing = services.filter((group) => lasts(group, limits.refusedByVm));
  const rare = services.filter((group) => !missing.includes(group));
  return [
    ...missing.slice(0, limits.told).map((group) => missingService(group, input)),
    ...scans(rare, input),
  ];
};

const isRefusal = (
  { version, reason, reporter, source, service }: ErrorMessage,
  local: ReadonlySet<number>,
): boolean =>
  reason === icmpReason.port &&
  service?.atDestination === true &&
  local.has(ipAddressKey(version, reporter)) &&
  !local.has(ipAddressKey(version, source));

function missingService(group: MessageGroup, { book }: FinderInput): FindingDraft {
  const [message] = group.messages;
  const service = refusedService(message.protocol, message.service?.port ?? 0);
  return draft(group, book, {
    severity: "warning",
    text: textOf(
      group,
      book,
      (client) => `The VM refuses ${service} to ${client}, by ICMP ${timesText(group.count)}`,
    ),
    nextStep: "If the VM should offer this service, start it; else stop the clients that still ask for it.",
    weight: 0.5,
  });
}

function scans(services: readonly MessageGroup[], { book }: FinderInput): FindingDraft[] {
  return groupMessages(
    services.flatMap(({ messages }) => messages),
    ({ version, reporter }) => [version, reporter].join(" "),
  )
    .filter(({ messages }) => messages.length >= limits.scannedPorts)
    .map((group) =>
      draft(group, book, {
        severity: "note",
        text: textOf(
          group,
          book,
          (client) => `The VM refused ${many(group.messages.length, "UDP port")} to ${client}, as in a scan`,
        ),
        nextStep: "Let the NSG deny these ports if nobody should knock at them.",
        weight: 0.3,
      }),
    );
}

function textOf(group: MessageGroup, book: FinderInput["book"], write: (client: string) => string): string {
  const [first, ...others] = group.messages;
  const one =
    !first.severalSources && others.every((other) => !other.severalSources && other.source === first.source);
  const client = (end: EndText) => (one ? end(first.version, first.source) : "several clients");
  return fitText(write(client(namedEnd(book))), write(client(plainEnd(book))));
}

const draft = (
  group: MessageGroup,
  book: FinderInput["book"],
  rest: Pick<FindingDraft, "severity" | "text" | "nextStep" | "weight">,
): FindingDraft => ({
  kind: "unreachable",
  ...rest,
  filter: messageFilter(joinMessages(group.messages), book),
  evidence: {
    counts: { messages: group.count, ports: group.messages.length },
    flows: quotedFlows(group, book),
    frames: group.frames,
  },
  firstAt: group.firstAt,
  lastAt: group.lastAt,
});
