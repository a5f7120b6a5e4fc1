import type { StatusLinks } from "../../api/acceptedAnswer.ts";
import type { Config } from "../../config.ts";

/** Which URLs a 202 hands out, and the host that they name. */
export type StatusPlace = Pick<Config, "statusUrls" | "appOrigin">;

/**
 * The URLs for the caller who started an instance. Their host is the app's own by its settings, never the
 * host that a request names: whoever sends the request writes its headers. Where the platform gives no
 * host name, it is the one that the Durable extension uses.
 *
 * With `app` no key leaves the app. The stop route stands for `sendEventPostUri`, whose only event is
 * `stop`: there is no placeholder for its name.
 */
export function statusLinks(durable: StatusLinks, { statusUrls, appOrigin }: StatusPlace): StatusLinks {
  const { id, statusQueryGetUri } = durable;
  const itsOrigin = new URL(statusQueryGetUri).origin;
  const origin = appOrigin ?? itsOrigin;
  if (statusUrls === "app") {
    const instance = `${origin}/api/captures/${id}`;
    return { id, statusQueryGetUri: `${instance}/status`, sendEventPostUri: `${instance}/stop` };
  }
  const moved = Object.entries(durable).map(([name, link]: [string, string]) => [
    name,
    movedTo(origin, link),
  ]);
  return { ...durable, ...(Object.fromEntries(moved) as Readonly<Record<string, string>>) };
}

/** Replaces text: a URL object would encode the placeholders. */
const movedTo = (origin: string, link: string): string => link.replace(/^https?:\/\/[^/?#]+/i, () => origin);
