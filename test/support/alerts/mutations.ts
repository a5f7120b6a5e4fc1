import { subscription, vmId } from "./fixtures.ts";

/** mulberry32: the same numbers from 0 to 1 for the same seed. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const nested = (depth: number): unknown => JSON.parse("[".repeat(depth) + "]".repeat(depth));

/** Stands for a value nested deeper than can be written from objects. */
const deep = "(deep)";

const odd: readonly unknown[] = [
  null,
  true,
  -1,
  1e308,
  "",
  " ",
  "\u0000",
  "__proto__",
  "x".repeat(10_000),
  "💥\ud800",
  "<script>alert(1)</script>\r\nBcc: x@example.org",
  [],
  {},
  [[]],
  [null, 1, {}],
  ["a", "b"],
  { name: null, value: [] },
  { toString: 1, length: -1 },
  vmId("web01"),
  [vmId("a"), 7, vmId("b")],
  `${vmId("a")}/../b?x=1#y`,
  { captureTimeLimitSeconds: "9".repeat(500), captureFilters: "[{}]" },
  "Resolved",
  "Fired",
  nested(1_000),
  deep,
];

const oneOf = <T>(values: readonly T[], random: () => number): T =>
  values[Math.floor(random() * values.length)] as T;

/**
 * A copy with some of its values (`share`, 0 to 1) replaced by something odd, some fields dropped or renamed.
 */
export function mutated(value: unknown, random: () => number, share = 0.1): unknown {
  if (random() < share) return oneOf(odd, random);
  if (Array.isArray(value)) return value.map((entry) => mutated(entry, random, share));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(() => random() >= share / 3)
      .map(([key, entry]) => [random() < share / 5 ? "__proto__" : key, mutated(entry, random, share)]),
  );
}

const names = ["schemaId", "data", "essentials", "context", "status", "alertTargetIDs", "properties", "a"];
const words = [
  "azureMonitorCommonAlertSchema",
  "AzureMonitorMetricAlert",
  "Microsoft.Insights/activityLogs",
  "Microsoft.Insights/LogAlert",
  "AIP Budget Notification",
  "Fired",
  "Activated",
];

/** Any JSON value, often with the names and words of alerts. */
function anyJson(random: () => number, depth = 0): unknown {
  const kind = random();
  if (kind < 0.15 || depth > 5) return oneOf(odd, random);
  if (kind < 0.4) return oneOf(words, random);
  const entries = Array.from({ length: Math.floor(random() * 5) }, () => anyJson(random, depth + 1));
  if (kind < 0.5) return entries;
  return Object.fromEntries(entries.map((entry) => [oneOf(names, random), entry]));
}

const withRealIds = (sample: unknown): unknown =>
  JSON.parse(JSON.stringify(sample).replaceAll(/(?<=\/subscriptions\/)[^/"]+/g, subscription));

/**
 * The text of a body that somebody may send: a sample changed at random, any JSON, JSON cut off, or too much
 * of it.
 */
export function hostileText(sample: unknown, random: () => number): string {
  const kind = random();
  // Samples have their ids elided: filled in, more of them name a VM.
  const filled = random() < 0.5 ? sample : withRealIds(sample);
  const value = kind < 0.2 ? anyJson(random) : mutated(filled, random, kind < 0.5 ? 0.02 : 0.1);
  const text = JSON.stringify(value).replace(JSON.stringify(deep), "[".repeat(20_000) + "]".repeat(20_000));
  if (kind >= 0.995) return JSON.stringify({ padding: "x".repeat(300_000), value });
  return kind < 0.95 ? text : text.slice(0, Math.floor(random() * text.length));
}
