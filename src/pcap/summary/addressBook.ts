import { ipVersion, isPrivateAddress } from "../protocols/ip.ts";
import { ipv4Text } from "../protocols/ipv4.ts";
import { ipv6Text } from "../protocols/ipv6.ts";
import type { NameReader } from "../names/nameReader.ts";
import type { AddressTable } from "../tables/addressTable.ts";
import type { TrafficEnd } from "./captureSummary.ts";

const longestName = 100;

export const shortName = (name: string): string =>
  name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name;

/** Writes addresses as text, with their names. */
export class AddressBook {
  readonly #addresses: AddressTable;
  readonly #names: NameReader;

  constructor(addresses: AddressTable, names: NameReader) {
    this.#addresses = addresses;
    this.#names = names;
  }

  text(version: number, address: number): string {
    if (version === ipVersion.ipv4) return ipv4Text(address);
    return address === 0 ? "many IPv6 addresses" : ipv6Text(this.#addresses.groups(address));
  }

  /** The text of an address by its key. */
  keyText(key: number): string {
    return this.text(Math.floor(key / 2 ** 32), key % 2 ** 32);
  }

  isPrivate(version: number, address: number): boolean {
    const firstGroup = version === ipVersion.ipv4 ? 0 : (this.#addresses.groups(address)[0] ?? 0);
    return isPrivateAddress(version, address, firstGroup);
  }

  end(version: number, address: number): TrafficEnd {
    const name = this.#names.nameOf(version, address);
    return { address: this.text(version, address), name: name === null ? null : shortName(name) };
  }
}
