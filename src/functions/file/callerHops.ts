/** Proxies in front of an app are few. */
const most = { hops: 10, characters: 1000 };

/**
 * The addresses from which a request has come, the nearest last and without ports. App Service appends the
 * one that it sees to whatever the caller has sent.
 */
export const callerHops = (headers: Headers): readonly string[] =>
  (headers.get("x-forwarded-for") ?? "")
    .slice(-most.characters)
    .split(",")
    .map((hop) => withoutPort(hop.trim()))
    .filter((hop) => hop !== "")
    .slice(-most.hops);

function withoutPort(hop: string): string {
  const [, bracketed] = /^\[([^\]]*)\](?::\d+)?$/.exec(hop) ?? [];
  if (bracketed !== undefined) return bracketed;
  return hop.replace(/^::ffff:(?=\d+\.)/i, "").replace(/^(\d+(?:\.\d+){3}):\d+$/, "$1");
}
