const loopback = ["localhost", "127.0.0.1", "[::1]"];

/**
 * An address that may become a link: https, http of this machine, or a path or place of the app itself; null
 * for every other, such as `javascript:`.
 */
export function safeHref(href: string): string | null {
  // A browser takes a backslash for a slash, and "/\" leads to another host; it drops control characters.
  if (/^(?:#|\/(?![/\\]))/.test(href)) return /[\\\p{Cc}]/u.test(href) ? null : href;
  if (!URL.canParse(href)) return null;
  const { protocol, hostname } = new URL(href);
  return protocol === "https:" || (protocol === "http:" && loopback.includes(hostname)) ? href : null;
}
