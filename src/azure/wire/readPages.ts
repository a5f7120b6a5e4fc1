import { unreadableAnswer } from "../azureFault.ts";
import type { ResourceManager } from "../resourceManager.ts";

/**
 * The most that one list is read: far more than a subscription holds, and far less than functionTimeout.
 */
const most = { pages: 500, seconds: 120 };

interface Page<Item> extends Array<Item> {
  continuationToken?: string;
}

/** A list as Azure's SDKs return it. */
interface PagedList<Item> {
  byPage(): AsyncIterableIterator<Page<Item>>;
}

/**
 * Reads every page of a list; the client's pipeline bounds each of the requests.
 * @throws AzureFault when the pages do not come to an end; ForeignHost when one of them is elsewhere
 */
export async function readPages<Item, Read>(
  { checkHost }: Pick<ResourceManager, "checkHost">,
  operation: string,
  list: PagedList<Item>,
  read: (item: Item) => Read | readonly Read[],
): Promise<Read[]> {
  const found: Read[] = [];
  const links = new Set<string>();
  const timeIsUp = AbortSignal.timeout(most.seconds * 1000);
  for await (const page of list.byPage()) {
    found.push(...page.flatMap(read));
    const next = page.continuationToken;
    if (next === undefined) continue;
    if (links.has(next) || links.size >= most.pages || timeIsUp.aborted) throw unreadableAnswer(operation);
    checkHost(next);
    links.add(next);
  }
  return found;
}
