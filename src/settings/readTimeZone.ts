/** A time zone by its IANA name, as it is given. @throws Error */
export function readTimeZone(name: string): string {
  // The default is accepted unchecked: checking it would load the data of all languages at every cold start.
  if (name === "UTC") return name;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name }).format(0);
    // As it is given: the runtime's own name for it may be an older one, Asia/Calcutta.
    return name;
  } catch {
    throw new Error('must be an IANA time zone such as "Europe/Berlin"');
  }
}
