/** A URL with the path that everything below it begins with. */
const folderOf = (endpoint: string): URL => new URL(endpoint.replace(/\/*$/, "/"));

/**
 * Whether a URL leads to an endpoint: its host and port, over HTTPS, and its path where it has one. A text
 * that is no URL leads nowhere.
 */
export function isWithin(endpoint: string, url: string): boolean {
  if (!URL.canParse(url) || !URL.canParse(endpoint)) return false;
  const [asked, own] = [new URL(url), folderOf(endpoint)];
  const isNamed = asked.username !== "" || asked.password !== "";
  return (
    own.protocol === "https:" &&
    asked.origin === own.origin &&
    !isNamed &&
    asked.pathname.startsWith(own.pathname)
  );
}
