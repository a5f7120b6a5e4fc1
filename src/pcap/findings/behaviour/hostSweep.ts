import { many } from "../../../wording/many.ts";
import { failedOf, type HostSweep } from "../../behaviour/probes.ts";
import { addressFilter } from "../filter.ts";
import { fitText } from "../fitText.ts";
import { askingFilter, capital, flowsOf, isInside, namedHost } from "./namedHost.ts";
import { framesOf, outcomesText } from "./portScan.ts";
import type { FinderInput } from "../finder.ts";
import type { FindingDraft } from "../finding.ts";

const told = 2;

/** Who tries many hosts at one port. */
export function hostSweep(input: FinderInput): readonly FindingDraft[] {
  const { sweeps } = input.behaviour.suspects;
  const sweepers = Map.groupBy(sweeps, ({ version, initiator }) => `${version} ${initiator}`);
  return [...sweepers.values()].slice(0, told).map((group) => draftOf(input, group));
}

function draftOf(input: FinderInput, group: readonly HostSweep[]): FindingDraft {
  const [sweep] = group as [HostSweep];
  const sweeper = namedHost(input, sweep.version, sweep.initiator);
  const hosts = failedOf(sweep) + sweep.open;
  const least = input.behaviour.suspects.partial ? "at least " : "";
  const others = group.length === 1 ? "" : ` and ${many(group.length - 1, "port")} more`;
  const what = `probes TCP port ${sweep.port}${others} of ${least}${many(hosts, "host")}`;
  const outcomes = outcomesText(input, sweep, false);
  return {
    kind: "host-sweep",
    severity: sweeper.local || isInside(sweeper.address) ? "critical" : "warning",
    text: fitText(
      `${capital(sweeper.text)} ${what}: ${outcomes}`,
      `${capital(sweeper.short)} ${what}: ${outcomes}`,
      `${capital(sweeper.short)} ${what}`,
    ),
    filter:
      group.length === 1 ? askingFilter(sweeper, sweep.port) : `${addressFilter(sweeper.address)} && tcp`,
    evidence: {
      counts: { hosts, open: sweep.open, refused: sweep.refused, unanswered: sweep.silent },
      flows: flowsOf(input, [...sweep.came, ...sweep.evidence]),
      frames: framesOf(sweep),
    },
    nextStep: sweeper.local
      ? `Isolate the VM with an NSG rule that denies outbound traffic to port ${sweep.port}, and find the process.`
      : `Block ${sweeper.address} in the NSG, and check the hosts that answered it.`,
    firstAt: Math.min(...group.map(({ firstAt }) => firstAt)),
    lastAt: Math.max(...group.map(({ lastAt }) => lastAt)),
    weight: sweeper.local ? 0.93 : 0.75,
  };
}
