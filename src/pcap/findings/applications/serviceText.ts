import { socketText } from "../../../wording/socketText.ts";
import { ipAddressKey } from "../../protocols/ip.ts";
import type { Sightings } from "../../applications/sightings.ts";
import type { AddressBook } from "../../summary/addressBook.ts";
import type { Evidence } from "../finding.ts";

interface Host {
  readonly version: number;
  readonly address: number;
}

interface Port extends Host {
  readonly port: number;
}

export const isOwn = (local: ReadonlySet<number>, { version, address }: Host): boolean =>
  local.has(ipAddressKey(version, address));

/** "203.0.113.9:443". */
export const serviceText = (book: AddressBook, { version, address, port }: Port): string =>
  socketText(book.text(version, address), port);

/** "203.0.113.9:443 (api.example.net)", and the same without the name. */
export function serviceWordings(
  book: AddressBook,
  service: Port,
  name: string | null = book.end(service.version, service.address).name,
): [named: string, bare: string] {
  const bare = serviceText(book, service);
  return [name === null ? bare : `${bare} (${name})`, bare];
}

/** Evidence of what was seen of a service. */
export function evidenceOf(
  book: AddressBook,
  service: Port,
  sightings: Sightings,
  counts: Evidence["counts"],
): Evidence {
  const { version } = service;
  const flows = sightings.clients.map(
    ({ address, port }) => `${serviceText(book, { version, address, port })} → ${serviceText(book, service)}`,
  );
  return { counts, flows: [...new Set(flows)], frames: sightings.frames };
}
