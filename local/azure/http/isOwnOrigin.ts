import type { IncomingHttpHeaders } from "node:http";

const loopback = /^(?:127\.0\.0\.1|localhost)(?::\d+)?$/i;

/**
 * Whether a request comes from this machine's own page, or from no page at all, such as from curl. Another
 * site's script reaches loopback too: by the name of its own site that it lets lead here, which the Host
 * header shows, or by a request that it cannot read but that would have an effect, which Origin shows.
 */
export function isOwnOrigin({ headers }: { readonly headers: IncomingHttpHeaders }): boolean {
  const { host = "", origin = null } = headers;
  if (!loopback.test(host)) return false;
  if (origin !== null && origin.toLowerCase() !== `http://${host.toLowerCase()}`) return false;
  return ["same-origin", "none"].includes(headers["sec-fetch-site"] ?? "none");
}
