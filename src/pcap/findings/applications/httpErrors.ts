import { platformAddresses } from "../../names/platformAddresses.ts";
import { addressFilter } from "../filter.ts";
import { fitText } from "../fitText.ts";
import { thresholds } from "../thresholds.ts";
import { evidenceOf, isOwn, serviceWordings } from "./serviceText.ts";
import type { HttpServer, StatusSightings } from "../../applications/httpServers.ts";
import type { Finder, FinderInput } from "../finder.ts";
import type { FindingDraft, Severity } from "../finding.ts";

const listed = 3;
const challenges: readonly number[] = [401, 407];
const tooManyRequests = 429;

/** Servers that answer HTTP requests in clear with errors. */
export const httpErrors: Finder = (input) =>
  input.applications.http.servers
    .all()
    .filter(({ version, address }) => version !== 0 || !isPlatform(address))
    .flatMap((server) => [5, 4].flatMap((family) => errorsOf(input, server, family)))
    .sort((one, other) => other.weight - one.weight)
    .slice(0, listed);

const isPlatform = (address: number): boolean =>
  address === platformAddresses.host || address === platformAddresses.metadata;

function errorsOf(input: FinderInput, server: HttpServer, family: number): FindingDraft[] {
  const { book, local } = input;
  const errors = server.errors
    .filter(({ code }) => Math.floor(code / 100) === family)
    .sort((one, other) => other.count - one.count);
  const [main] = errors;
  const count = errors.reduce((sum, error) => sum + error.count, 0);
  const own = isOwn(local, server);
  if (main === undefined) return [];
  const severity = severityOf(family, main, count, server.count, own);
  if (severity === null) return [];
  const counted = `${count.toLocaleString("en-US")} of ${server.count.toLocaleString("en-US")} HTTP requests with`;
  const kind = errors.length === 1 ? `${main.code}` : `${family}xx, mostly ${main.code}`;
  const wordings = serviceWordings(book, server).map(
    (service) => `${own ? "The VM's " : ""}${service} answers ${counted} ${kind}`,
  );
  const hosts = addressFilter(book.text(server.version, server.address), "src");
  return [
    {
      kind: "http-errors",
      severity,
      text: fitText(wordings[0] ?? "", ...wordings.slice(1)),
      // Wireshark shows a response in the packet that completes it; the payload shows where it begins.
      filter: `${hosts} && tcp.srcport == ${server.port} && tcp.payload[0:5] == 48:54:54:50:2f && tcp.payload[9:1] == 3${family}`,
      evidence: evidenceOf(book, server, main, {
        responses: server.count,
        errors: count,
        [`status${main.code}`]: main.count,
      }),
      nextStep: nextStepFor(main.code, own),
      firstAt: Math.min(...errors.map(({ firstAt }) => firstAt)),
      lastAt: Math.max(...errors.map(({ lastAt }) => lastAt)),
      weight: (family === 5 ? 0.5 : 0.3) + 0.3 * (count / server.count) + Math.min(count, 100) / 1000,
    },
  ];
}

/** Null for no finding. */
function severityOf(
  family: number,
  main: StatusSightings,
  count: number,
  responses: number,
  own: boolean,
): Severity | null {
  const share = count / responses;
  if (family === 5) {
    if (count < thresholds.httpServerErrors || share < thresholds.httpServerErrorShare) return null;
    return count >= thresholds.httpDownErrors && share >= thresholds.httpDownShare ? "critical" : "warning";
  }
  if (!own && main.code === tooManyRequests && main.count >= thresholds.httpThrottled) return "warning";
  const least = challenges.includes(main.code)
    ? thresholds.httpChallengeShare
    : thresholds.httpClientErrorShare;
  if (count < thresholds.httpClientErrors || share < least) return null;
  // Crawlers and scanners ask any server for what it does not have.
  return own ? "note" : "warning";
}

function nextStepFor(code: number, own: boolean): string {
  if (code === tooManyRequests) return "Send fewer requests, or raise the limit of the service.";
  if (code === 401 || code === 403 || code === 407) return "Check the client's credentials and permissions.";
  if (code === 404 && own) return "See who asks for what: a broken link, or a scanner.";
  if (code < 500) return "Compare the requests with what the service expects: its address, path and version.";
  if (code === 502 || code === 503 || code === 504)
    return `Check the health of ${own ? "the VM's service and" : "the service and"} of what stands behind it, and its load.`;
  return `See the log of ${own ? "the VM's service" : "the service"} at these times.`;
}
