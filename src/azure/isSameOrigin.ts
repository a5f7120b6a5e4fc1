/** Whether a URL leads to an endpoint's own host; a text that is no URL leads nowhere. */
export const isSameOrigin = (endpoint: string, url: string): boolean =>
  URL.canParse(url) && new URL(url).origin === new URL(endpoint).origin;
