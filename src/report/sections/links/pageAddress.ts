/**
 * The captures page of the app, or one alert's or request's captures on it; null where the app's address is
 * not known. The part behind the `#` never leaves the browser.
 */
export function pageAddress(appOrigin: string | null | undefined, instanceId: string | null): string | null {
  if (appOrigin === null || appOrigin === undefined) return null;
  return `${appOrigin}/api/ui${instanceId === null ? "" : `#/captures/${encodeURIComponent(instanceId.toWellFormed())}`}`;
}
