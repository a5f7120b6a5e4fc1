import { KeyIndex } from "../tables/keyIndex.ts";
import type { NumberHash } from "../tables/keyedHash.ts";

/** A server's port, and how often it took part in something. */
export interface Service {
  readonly version: number;
  readonly address: number;
  readonly port: number;
  count: number;
}

/** What is known of the busiest of any number of services, in bounded memory and time. */
export class ServiceTable<T extends Service> {
  /** False once a service was dropped, so that its counts may lack their beginning. */
  exact = true;
  #services: T[] = [];
  readonly #index: KeyIndex;
  readonly #capacity: number;
  readonly #create: (version: number, address: number, port: number) => T;

  constructor(
    capacity: number,
    hash: NumberHash,
    create: (version: number, address: number, port: number) => T,
  ) {
    this.#capacity = capacity;
    this.#index = new KeyIndex(capacity, hash);
    this.#create = create;
  }

  /** The entry of this service, made when new. */
  entry(version: number, address: number, port: number): T {
    if (this.#index.full && this.find(version, address, port) === undefined) this.#dropSmallerHalf();
    const place = this.#index.place(address, (port << 1) | version);
    const known = this.#services[place];
    if (known !== undefined) return known;
    const made = this.#create(version, address, port);
    if (place >= 0) this.#services[place] = made;
    else this.exact = false;
    return made;
  }

  find(version: number, address: number, port: number): T | undefined {
    return this.#services[this.#index.find(address, (port << 1) | version)];
  }

  /** The busiest first. */
  all(): T[] {
    return [...this.#services].sort((one, other) => other.count - one.count);
  }

  #dropSmallerHalf(): void {
    this.exact = false;
    const busiest = this.all().slice(0, Math.floor(this.#capacity / 2));
    this.#index.clear();
    this.#services = [];
    for (const service of busiest) {
      const place = this.#index.place(service.address, (service.port << 1) | service.version);
      if (place >= 0) this.#services[place] = service;
    }
  }
}
