import { AzureFault, type FaultFacts } from "../azureFault.ts";
import { hostOf } from "../hosts/foreignHost.ts";
import type { NotificationEndpoint } from "../../settings/readEndpoints.ts";

/** Characters of an answer that are repeated. */
const longest = 300;

/** An endpoint did not take a message. Its texts have nothing of the endpoint's URL but the host. */
export class WebhookFault extends AzureFault {
  constructor({ kind, url }: NotificationEndpoint, facts: Omit<FaultFacts, "correlationId">) {
    // Cut afterwards: of a secret that is cut nothing would be recognised.
    const message = withoutParts(facts.message, url).slice(0, longest);
    super(`Notify the ${kind} endpoint at ${hostOf(url)}`, { ...facts, message, correlationId: null });
  }
}

/** Endpoints repeat the path that they were called at, and it may be the secret. */
function withoutParts(text: string, url: string): string {
  const { pathname, search, searchParams } = new URL(url);
  const parts = [pathname + search, search, pathname, ...pathname.split("/"), ...searchParams.values()];
  return parts
    .flatMap((part) => [part, decoded(part)])
    .filter((part) => part.length >= 6)
    .reduce((rest, part) => rest.replaceAll(part, "(removed)"), text);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
