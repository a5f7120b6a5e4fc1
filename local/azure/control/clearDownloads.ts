import { blobFolder } from "./blobDownload.ts";
import type { HostAnswer } from "../../host/http/hostAnswer.ts";

/**
 * Leads the app's links to capture files through the control API, which passes them on in the clear: a
 * browser does not trust the certificate of blob storage. A link is where the app redirects to, or what its
 * answer's `url` is; everything else stays as the app has it.
 */
export function clearDownloads(blobEndpoint: string, controlUrl: string): (answer: HostAnswer) => HostAnswer {
  const { origin } = new URL(blobEndpoint);
  const place = `${controlUrl}${blobFolder}`;
  const moved = (link: string): string => place + link.slice(origin.length);
  const isLink = (link: unknown): link is string =>
    typeof link === "string" && link.startsWith(`${origin}/`) && link.includes("sig=");
  return (answer) => {
    const { headers = {}, body } = answer;
    const [name, location] =
      Object.entries(headers).find(([header]) => header.toLowerCase() === "location") ?? [];
    if (name !== undefined && isLink(location))
      return { ...answer, headers: { ...headers, [name]: moved(location) } };
    if (answer.status !== 200 || String(body?.slice(0, start.length)) !== start) return answer;
    const link = JSON.parse(String(body)) as Readonly<Record<string, unknown>>;
    return isLink(link.url) ? { ...answer, body: JSON.stringify({ ...link, url: moved(link.url) }) } : answer;
  };
}

/** How the app's answer with a link begins. */
const start = '{"url":"';
