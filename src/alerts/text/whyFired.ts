import { durationText } from "../../wording/durationText.ts";
import { many } from "../../wording/many.ts";
import { numberText } from "../../wording/numberText.ts";
import { roughBytes } from "../../wording/roughBytes.ts";
import { vmMetric } from "./vmMetric.ts";
import type { Alert } from "../alert.ts";
import type { Aggregation, Criterion, Operator } from "../criterion.ts";

/**
 * Why the alert fired, in one sentence without its full stop: "Network Out Total averaged 7.0 MiB a minute
 * over 5 minutes, threshold 4.8 MiB". Null for an alert without a threshold, and for those that an earlier
 * version stored.
 */
export function whyFired({ criteria = [] }: Pick<Alert, "criteria">): string | null {
  const told = criteria.filter(({ value, threshold }) => (value ?? threshold) !== null);
  const first = told.find(isMet) ?? told[0];
  if (first === undefined) return null;
  const others = criteria.length - 1;
  return `${sentence(first)}${others === 0 ? "" : `, and ${many(others, "more condition")}`}`;
}

const tests: Readonly<Record<Operator, (value: number, threshold: number) => boolean>> = {
  ">": (value, threshold) => value > threshold,
  ">=": (value, threshold) => value >= threshold,
  "<": (value, threshold) => value < threshold,
  "<=": (value, threshold) => value <= threshold,
  "=": (value, threshold) => value === threshold,
  "!=": (value, threshold) => value !== threshold,
  outside: (value, threshold) => value !== threshold,
};

const isMet = ({ operator, value, threshold }: Criterion): boolean =>
  operator !== null && value !== null && threshold !== null && tests[operator](value, threshold);

function sentence(criterion: Criterion): string {
  const { value } = criterion;
  const unit = unitOf(criterion);
  return value === null
    ? withoutValue(criterion, unit)
    : `${measured(criterion, value, unit)}${thresholdText(criterion, unit)}`;
}

interface Unit {
  readonly text: (value: number) => string;
  /** Follows a value of one minute: " a minute". */
  readonly rate: string;
  readonly isPercent: boolean;
}

/** The unit of the values that are compared; the number of samples has none. */
function unitOf({ kind, measure, namespace, unit, aggregation, value, threshold }: Criterion): Unit {
  const plain: Unit = { text: numberText, rate: "", isPercent: false };
  if (kind !== "metric" || aggregation === "count") return plain;
  const bytes = bytesText(value, threshold);
  const perMinute = aggregation === "total" || aggregation === null ? "" : " a minute";
  const units: Readonly<Record<string, Unit>> = {
    bytes: { ...plain, text: bytes },
    bytesperminute: { ...plain, text: bytes, rate: perMinute },
    bytespersecond: { ...plain, text: (amount) => `${bytes(amount)}/s` },
    percent: { ...plain, text: percentText(value, threshold), isPercent: true },
    countpersecond: { ...plain, text: (amount) => `${numberText(amount)}/s` },
    milliseconds: { ...plain, text: (amount) => `${numberText(amount)} ms` },
    seconds: { ...plain, text: (amount) => `${numberText(amount)} s` },
  };
  const name = (vmMetric(measure ?? "", namespace)?.unit ?? unit ?? "").toLowerCase();
  return Object.hasOwn(units, name) ? (units[name] ?? plain) : plain;
}

/** One decimal, but two amounts that differ never read alike. */
function percentText(value: number | null, threshold: number | null): (percent: number) => string {
  const rough = (percent: number) => `${numberText(Math.round(percent * 10) / 10)}%`;
  const differ = value !== null && threshold !== null && value !== threshold;
  return differ && rough(value) === rough(threshold) ? (percent) => `${percent}%` : rough;
}

/** Two amounts that differ never read alike. */
function bytesText(value: number | null, threshold: number | null): (bytes: number) => string {
  const differ = value !== null && threshold !== null && value !== threshold;
  return differ && roughBytes(value) === roughBytes(threshold)
    ? (bytes) => `${numberText(bytes)} bytes`
    : roughBytes;
}

function measured(criterion: Criterion, value: number, unit: Unit): string {
  const { kind, measure, aggregation } = criterion;
  const window = windowText(criterion);
  const [over, within] = window === null ? ["", ""] : [` over ${window}`, ` within ${window}`];
  if (kind === "webTest") return `${subject(criterion)} failed at ${many(value, "location")}${within}`;
  if (kind === "query" && measure === null && (aggregation === "count" || aggregation === null))
    return `The query found ${many(value, "result")}${dimensions(criterion)}${window === null ? "" : ` in ${window}`}`;
  if (kind === "query" && aggregation === "count")
    return `The query counted ${many(value, "value")} of ${measure ?? ""}${dimensions(criterion)}${window === null ? "" : ` in ${window}`}`;
  const amount = unit.text(value);
  switch (aggregation) {
    case "average":
      return unit.isPercent
        ? `${subject(criterion)} was ${amount} on average${over}`
        : `${subject(criterion)} averaged ${amount}${unit.rate}${over}`;
    case "total":
      return `${subject(criterion)} totalled ${amount}${over}`;
    case "maximum":
      return `${subject(criterion)} peaked at ${amount}${unit.rate}${within}`;
    case "minimum":
      return `${subject(criterion)} fell to ${amount}${unit.rate}${within}`;
    case "count":
      return `${subject(criterion)} had ${many(value, "sample")}${within}`;
    case null:
      return `${subject(criterion)} was ${amount}${over}`;
  }
}

function thresholdText(criterion: Criterion, unit: Unit): string {
  const { threshold, value, operator, isDynamic } = criterion;
  if (threshold === null || value === null) return "";
  const limit = unit.text(threshold);
  if (isDynamic)
    return value === threshold
      ? `, dynamic threshold ${limit}`
      : `, ${value > threshold ? "above" : "below"} the dynamic threshold ${limit}`;
  if (!isMet(criterion)) return `, threshold ${limit}`;
  if (operator === "!=" || operator === "outside") return `, other than the threshold ${limit}`;
  return `, ${value < threshold ? "below the threshold" : "threshold"} ${limit}`;
}

const comparisons: Readonly<Record<Operator, string>> = {
  ">": "above",
  ">=": "at or above",
  "<": "below",
  "<=": "at or below",
  "=": "equal to",
  "!=": "other than",
  outside: "above or below",
};

const manners: Readonly<Record<Aggregation, string>> = {
  average: " on average",
  total: " in total",
  maximum: " at its peak",
  minimum: " at its lowest",
  count: " by its number of samples",
};

/** The condition alone, for a payload that does not repeat what was measured. */
function withoutValue(criterion: Criterion, unit: Unit): string {
  const { operator, threshold, aggregation, isDynamic } = criterion;
  const limit = `${isDynamic ? "the dynamic threshold " : ""}${unit.text(threshold ?? 0)}${unit.rate}`;
  const window = windowText(criterion);
  const manner = aggregation === null || criterion.kind === "query" ? "" : manners[aggregation];
  const compared = operator === null ? "passed its threshold," : `was ${comparisons[operator]}`;
  return `${subject(criterion)} ${compared} ${limit}${manner}${window === null ? "" : ` over ${window}`}`;
}

function subject(criterion: Criterion): string {
  const { kind, measure, namespace } = criterion;
  const split = dimensions(criterion);
  if (kind === "webTest") return `The web test ${measure ?? ""}${split}`;
  if (kind === "query")
    return measure === null ? `The query's result count${split}` : `The query's ${measure}${split}`;
  if (measure === null) return `The metric${split}`;
  return `${vmMetric(measure, namespace)?.displayName ?? measure}${split}`;
}

/** " (LUN 0)" */
const dimensions = (criterion: Criterion): string =>
  criterion.dimensions.length === 0
    ? ""
    : ` (${criterion.dimensions.map(({ name, value }) => `${name} ${value}`).join(", ")})`;

/** "5 minutes", "1 day". */
function windowText({ windowSeconds }: Criterion): string | null {
  if (windowSeconds === null) return null;
  return windowSeconds % 86_400 === 0 ? many(windowSeconds / 86_400, "day") : durationText(windowSeconds);
}
