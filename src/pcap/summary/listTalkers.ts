import { ipAddressKey } from "../protocols/ip.ts";
import { amounts } from "./amounts.ts";
import { listLength, type Talker } from "./captureSummary.ts";
import type { Ledger } from "../flows/ledger.ts";
import type { AddressBook } from "./addressBook.ts";

/** The hosts with the most bytes. @param local keys of the VM's addresses */
export function listTalkers(ledger: Ledger, book: AddressBook, local: ReadonlySet<number>): Talker[] {
  return ledger.hosts.top(listLength).map((line) => {
    const [address, version] = line.key;
    const { out, into } = amounts(line);
    return {
      ...book.end(version, address),
      local: local.has(ipAddressKey(version, address)),
      sent: out,
      received: into,
    };
  });
}
