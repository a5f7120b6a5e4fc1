import { many } from "../../../wording/many.ts";
import { socketText } from "../../../wording/socketText.ts";
import type { ErrorMessage } from "../../messages/errorMessage.ts";
import type { AddressBook } from "../../summary/addressBook.ts";
import type { MessageGroup } from "./messageGroup.ts";

/** "(3 times)". */
export const timesText = (count: number): string => (count === 1 ? "(once)" : `(${many(count, "time")})`);

/** An address as the texts of findings have it. */
export type EndText = (version: number, address: number) => string;

/** "203.0.113.9 (db.example.net)". */
export const namedEnd =
  (book: AddressBook): EndText =>
  (version, address) => {
    const end = book.end(version, address);
    return end.name === null ? end.address : `${end.address} (${end.name})`;
  };

export const plainEnd =
  (book: AddressBook): EndText =>
  (version, address) =>
    book.text(version, address);

/** Who sent the messages of a group, with a verb: "says 10.2.99.99", "say 3 routers". */
export function reporterText({ messages }: MessageGroup, end: EndText): string {
  const reporters = new Set(messages.map(({ reporter }) => reporter));
  const [{ version, reporter }] = messages;
  return reporters.size === 1 ? `says ${end(version, reporter)}` : `say ${many(reporters.size, "router")}`;
}

/** The packets that a group's messages quote, as "10.0.0.4:51000 → 203.0.113.9:443". */
export const quotedFlows = ({ messages }: MessageGroup, book: AddressBook): string[] =>
  messages.slice(0, 3).map((message) => quotedFlow(message, book));

function quotedFlow({ version, source, destination, ports }: ErrorMessage, book: AddressBook): string {
  const [from, to] = [book.text(version, source), book.text(version, destination)];
  if (ports === null) return `${from} → ${to}`;
  return `${socketText(from, ports.source)} → ${socketText(to, ports.destination)}`;
}
