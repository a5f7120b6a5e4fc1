import { safeHref } from "./safeHref.ts";
import type { Api } from "../api/api.ts";

/** Downloads the file of a capture's VM. The link opens for anyone for a few minutes: it is never shown. */
export async function download(api: Pick<Api, "file">, id: string, vmId: string): Promise<void> {
  const { url } = await api.file(id, vmId);
  const href = safeHref(url);
  if (href === null) throw new Error("The app's link to the file is not one that this page follows.");
  location.assign(href);
}
