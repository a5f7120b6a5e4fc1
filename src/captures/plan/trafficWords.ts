import type { CaptureFilter } from "./captureFilter.ts";

/** Longer descriptions leave no room for the sentence that they begin. */
const longest = 45;
const several = "filtered traffic";

/**
 * The traffic that a capture with these filters has, in words: "captured UDP 53 traffic", or "filtered
 * traffic" where that is not said in a few; null without filters.
 */
export function trafficWords(filters: readonly CaptureFilter[]): string | null {
  const [only, ...others] = filters;
  if (only === undefined || filters.some(letsAllThrough)) return null;
  const words = others.length === 0 ? wordsOf(only) : null;
  return words === null || words.length > longest ? several : words;
}

const letsAllThrough = ({ protocol = "Any", ...ends }: CaptureFilter): boolean =>
  protocol === "Any" && Object.keys(ends).length === 0;

function wordsOf(filter: CaptureFilter): string | null {
  const { protocol = "Any", localIPAddress, localPort, remoteIPAddress, remotePort } = filter;
  // Two ports are a pair, which a few words do not tell from a list.
  if (localPort !== undefined && remotePort !== undefined) return null;
  const port = localPort ?? remotePort;
  const kind = protocol === "Any" ? (port === undefined ? "" : "port ") : `${protocol} `;
  const ports = port === undefined ? "" : `${listText(port)} `;
  const of = localIPAddress === undefined ? "" : ` of ${listText(localIPAddress)}`;
  const peer = remoteIPAddress === undefined ? "" : ` with ${listText(remoteIPAddress)}`;
  return `captured ${kind}${ports}traffic${of}${peer}`;
}

/** "80;443" → "80, 443" */
const listText = (values: string): string => values.replaceAll(";", ", ");
