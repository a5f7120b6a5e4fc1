import type { Question } from "../pcap/summary/captureSummary.ts";
import type { NormalAlert } from "./normalAlert.ts";
import type { Dimension } from "./targets/dimension.ts";

/** The parts of an alert that may name a direction of traffic. */
type Clues = Pick<NormalAlert, "metrics" | "dimensions" | "queries">;

const amounts = "(?:bytes|octets|bits|packets|flows?|traffic|errors|errs|drops?|dropped|discards|discarded)";

/** Counters of one direction, in the form of `wordsIn`. `name in (…)` is a comparison and no counter. */
const counters = (direction: string, short: string): RegExp =>
  new RegExp(
    [
      `\\b(?:${direction}) ?${amounts}\\b`,
      `\\b${amounts} ?(?:${direction})\\b`,
      `\\bnetwork (?:io )?(?:${direction})\\b`,
      `\\b(?:network ?|bytes )${short}\\b(?! ?[(~])`,
      `\\b${short} octets\\b`,
    ].join("|"),
  );

/**
 * The VM's own network metrics ("Network Out Total", "Outbound Flows Maximum Creation Rate"), and the
 * counters of the agents inside it: "\Network Interface(*)\Bytes Sent/sec", "net/bytes_sent",
 * "/builtin/network/bytestransmitted", "Total Bytes Transmitted", "BytesSent" of VMConnection,
 * "node_network_transmit_bytes_total" of Prometheus.
 * https://learn.microsoft.com/azure/azure-monitor/reference/supported-metrics/microsoft-compute-virtualmachines-metrics
 */
const named: Readonly<Record<Question, RegExp>> = {
  outbound: counters("sent|transmitted|transmit|tx|egress|outbound|outgoing", "out"),
  inbound: counters("received|receive|recv|rcvd|rx|ingress|inbound|incoming", "in"),
};

/** VM insights has these names for its network and its disks alike. */
const ofVmInsights: Readonly<Record<Question, RegExp>> = {
  outbound: /\bwrite bytes\b/,
  inbound: /\bread bytes\b/,
};

/** Values of a dimension, a label or a column `direction`; flow logs abbreviate. */
const directions: Readonly<Record<Question, RegExp>> = {
  outbound: /\b(?:transmit(?:ted)?|tx|out|outbound|outgoing|egress|sent?|o)\b/,
  inbound: /\b(?:receive[d]?|recv|rx|in|inbound|incoming|ingress|i)\b/,
};

/** `direction="transmit"`, `FlowDirection_s == "O"`, `direction in ("receive", "transmit")`. */
const comparison =
  /\bdirection(?: s)?["'\])\s]*(!?)(<>|={1,2}~?|~|in~?|has|contains)\s*\(?\s*((?:["'][^"']*["'][\s,]*)+)/g;

/** Texts that a query excludes: `Name != "WriteBytesPerSecond"`. */
const excluded = /(?:!=|!~|<>|![a-z]+~?)\s*\(?\s*(?:@?["'][^"']*["'][\s,]*)+/g;

const opposite: Readonly<Record<Question, Question>> = { outbound: "inbound", inbound: "outbound" };
const both: readonly Question[] = ["outbound", "inbound"];

/**
 * The direction that an alert asks about; null for none or both. What was measured decides before the
 * dimension that fired, and that before the query, which may name more than it compares.
 */
export function questionOf({ metrics, dimensions, queries }: Clues): Question | null {
  const measures = metrics.map(wordsIn);
  const texts = queries.map((query) => wordsIn(withoutComments(query)));
  const split = dimensions.map(({ name, value }) => ({ name: wordsIn(name), value: wordsIn(value) }));
  const isNetwork = concernsNetwork([...measures, ...texts, ...split.map(({ value }) => value)]);
  const asked = [
    measures.flatMap((text) => countersIn(text, isNetwork)),
    split.flatMap((dimension) => askedBy(dimension, isNetwork)),
    texts.flatMap((text) => [...countersIn(text.replace(excluded, " "), isNetwork), ...comparedIn(text)]),
  ].find((found) => found.length > 0);
  const [first = null, ...others] = asked ?? [];
  return others.every((other) => other === first) ? first : null;
}

/** "ReadBytesPerSecond" and "node_network_receive" as words in lower case. */
const wordsIn = (text: string): string =>
  text
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/[_./\\\s-]+/g, " ")
    .trim()
    .toLowerCase();

/** Comments of Kusto and PromQL. */
const withoutComments = (query: string): string => query.replace(/(^|\s)(?:\/\/|#)[^\n]*/g, "$1");

const concernsNetwork = (texts: readonly string[]): boolean =>
  texts.some((text) => /\bnetwork/.test(text)) && !texts.some((text) => /disk\b/.test(text));

const countersIn = (text: string, isNetwork: boolean): readonly Question[] =>
  both.filter((question) => named[question].test(text) || (isNetwork && ofVmInsights[question].test(text)));

/** A dimension is itself a direction, or holds the name of a counter. */
function askedBy({ name, value }: Dimension, isNetwork: boolean): readonly Question[] {
  if (name.endsWith("direction")) return both.filter((question) => directions[question].test(value));
  return /^(?:counter|metric)?(?:^| )(?:name|counter|metric)$/.test(name) ? countersIn(value, isNetwork) : [];
}

function comparedIn(text: string): readonly Question[] {
  return [...text.matchAll(comparison)].flatMap(([, not = "", operator, values = ""]) => {
    const found = both.filter((question) => directions[question].test(values));
    return not === "!" || operator === "<>" ? found.map((question) => opposite[question]) : found;
  });
}
