import { many } from "../../../wording/many.ts";
import { socketText } from "../../../wording/socketText.ts";
import { addressFilter } from "../filter.ts";
import { fitText } from "../fitText.ts";
import { thresholds } from "../thresholds.ts";
import { askedFilter, capital, namedHost, targetText, type NamedHost } from "./namedHost.ts";
import type { FloodTarget } from "../../behaviour/floodTargets.ts";
import type { FinderInput } from "../finder.ts";
import type { FindingDraft } from "../finding.ts";

const told = 3;
const second = 1e9;

/** Services that are asked for connections at a high rate, which nobody means to use. */
export const synFlood = (input: FinderInput): readonly FindingDraft[] =>
  floodedTargets(input)
    .slice(0, told)
    .map((target) => draftOf(input, target));

export const floodedTargets = ({ behaviour }: Pick<FinderInput, "behaviour">): readonly FloodTarget[] =>
  behaviour.floods.list(thresholds.flood.attempts).filter(isFlooded);

function isFlooded(target: FloodTarget): boolean {
  const { flood } = thresholds;
  const { failed, answered, refused, patient } = target;
  const rate = rateOf(target);
  const isFast = rate >= flood.perSecond && failed >= (failed + answered + refused) * flood.failedShare;
  const isHopeless = peakOf(target) >= flood.perSecondAnyway;
  return isFast && (isHopeless || patient < failed * flood.patientShare);
}

const peakOf = ({ counters }: FloodTarget): number => counters?.rate.peakPerSecond ?? 0;

/** Per second: the peak, or that of a burst of less than a second. */
function rateOf(target: FloodTarget): number {
  const { failed, firstAt, lastAt } = target;
  const peak = peakOf(target);
  const seconds = (lastAt - firstAt) / second;
  // Without times there is no rate.
  return seconds > 0 && seconds < 1 ? Math.max(peak, failed / seconds) : peak;
}

function draftOf(input: FinderInput, target: FloodTarget): FindingDraft {
  const { version, address, port, failed, answered, refused, halfOpen, first, counters } = target;
  const host = namedHost(input, version, address);
  const sources = counters?.sources.estimate ?? 1;
  const [one] = first;
  const source = sources === 1 && one !== undefined ? namedHost(input, version, one.source) : null;
  return {
    kind: "syn-flood",
    severity: "critical",
    text: textOf(target, host, source),
    filter:
      source === null
        ? askedFilter(host, port)
        : `${addressFilter(source.address)} && ${addressFilter(host.address)} && tcp.port == ${port}`,
    evidence: {
      counts: {
        attempts: failed,
        perSecond: Math.round(rateOf(target)),
        sources,
        halfOpen,
        answered,
        refused,
      },
      flows: first.map(
        (attempt) =>
          `${socketText(input.book.text(version, attempt.source), attempt.port)} → ${socketText(host.address, port)}`,
      ),
      frames: first.map(({ frame }) => frame),
    },
    nextStep: nextStepOf(host, source),
    firstAt: target.firstAt,
    lastAt: target.lastAt,
    weight: source?.local === true ? 1 : 0.98,
  };
}

function textOf(target: FloodTarget, host: NamedHost, source: NamedHost | null): string {
  const service = targetText(host, target.port);
  const rate = `${Math.round(rateOf(target)).toLocaleString("en-US")} SYNs a second`;
  const counts = `${many(target.failed, "attempt")}${target.answered === 0 ? ", none completed" : " not completed"}`;
  const by = (name: string) =>
    source === null
      ? `${capital(target.counters?.sources.text("source") ?? "")} flood`
      : `${capital(name)} floods`;
  return fitText(
    `${by(source?.text ?? "")} ${service} with ${rate}: ${counts}`,
    `${by(source?.short ?? "")} ${service} with ${rate}: ${counts}`,
    `${by(source?.short ?? "")} ${service} with ${rate}`,
  );
}

function nextStepOf(host: NamedHost, source: NamedHost | null): string {
  if (source?.local === true)
    return "Isolate the VM with an NSG rule that denies outbound traffic, and find the process that floods.";
  if (source !== null) return `Block ${source.address} in the NSG; check that SYN cookies are on.`;
  return host.local
    ? "Check that SYN cookies are on, and turn on Azure DDoS Protection for the VM's public IP address."
    : "Find out who sends with forged addresses from this network.";
}
