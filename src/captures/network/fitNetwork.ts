import type { NetworkContext } from "./networkContext.ts";

/** Of its JSON, in UTF-8. */
const mostBytes = 4096;
const most = { addresses: 16, interfaces: 8, ofInterface: 4, remark: 600 };

const isSmall = (context: NetworkContext): boolean =>
  new TextEncoder().encode(JSON.stringify(context)).length <= mostBytes;

type Cut = (context: NetworkContext) => NetworkContext;

/** What is given up, in this order, until the rest fits: verdicts come last. */
const cuts: readonly Cut[] = [
  (one) => ({ ...one, interfaces: one.interfaces.slice(0, 2) }),
  (one) => ({ ...one, routes: one.routes && { ...one.routes, deciding: one.routes.deciding.slice(0, 2) } }),
  (one) => ({ ...one, rules: one.rules && { ...one.rules, deciding: one.rules.deciding.slice(0, 2) } }),
  (one) => ({ ...one, addresses: one.addresses.slice(0, 4) }),
  (one) => ({ ...one, remark: cutText(one.remark, 200) }),
  (one) => ({ ...one, routes: one.routes && { ...one.routes, deciding: [] } }),
  (one) => ({ ...one, rules: one.rules && { ...one.rules, deciding: [] } }),
  (one) => ({ ...one, interfaces: [] }),
  ...[3, 2, 1, 0].map((left): Cut => (one) => ({ ...one, verdicts: one.verdicts.slice(0, left) })),
  (one) => ({ ...one, addresses: [], remark: null }),
];

/** The context in at most 4 KiB of JSON. */
export function fitNetwork(whole: NetworkContext): NetworkContext {
  let context: NetworkContext = {
    ...whole,
    addresses: whole.addresses.slice(0, most.addresses),
    interfaces: whole.interfaces.slice(0, most.interfaces).map((one) => ({
      ...one,
      privateAddresses: one.privateAddresses.slice(0, most.ofInterface),
      publicAddresses: one.publicAddresses.slice(0, most.ofInterface),
    })),
    verdicts: whole.verdicts.slice(0, 5),
    remark: cutText(whole.remark, most.remark),
  };
  for (const cut of cuts) {
    if (isSmall(context)) break;
    context = cut(context);
  }
  return context;
}

const cutText = (text: string | null, length: number): string | null =>
  text === null || text.length <= length ? text : `${text.slice(0, length - 1).toWellFormed()}…`;
