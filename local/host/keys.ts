import { keptKey, type Store } from "./store/store.ts";

/** The keys of a host that requires them. They stay the same from one start to the next. */
export interface Keys {
  /** Opens everything. */
  readonly master: string;
  /** Opens every function of authLevel `function`. */
  readonly host: string;
  /** The Durable webhook's system key. */
  readonly durable: string;
  /** One key a function, by function name. */
  readonly functions: Readonly<Record<string, string>>;
}

export const readKeys = (store: Store, functionNames: readonly string[]): Keys => ({
  master: keptKey(store, "master key"),
  host: keptKey(store, "host key"),
  durable: keptKey(store, "code"),
  functions: Object.fromEntries(functionNames.map((name) => [name, keptKey(store, `function key ${name}`)])),
});
