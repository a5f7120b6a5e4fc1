import { many } from "../../../wording/many.ts";
import { outcomes } from "../../connections/connectionLedger.ts";
import { fitText } from "../fitText.ts";
import { thresholds } from "../thresholds.ts";
import { failingServices, outcomeOf, outcomesKnown, type ServiceOutcome } from "./serviceOutcomes.ts";
import { spanText } from "./spanText.ts";
import { waysOf, wordings } from "./way.ts";
import type { Finder, FinderInput } from "../finder.ts";
import type { FindingDraft } from "../finding.ts";

/** Connections whose handshake lacks its end, though both sides were heard. Floods are left to syn-flood. */
export const halfOpen: Finder = (input) =>
  [...ofClients(input), ...failingServices(input, "halfOpen")]
    .filter(isNotable)
    .slice(0, thresholds.ofKind)
    .map(draftOf);

function ofClients(input: FinderInput): ServiceOutcome[] {
  if (!outcomesKnown(input)) return [];
  const clients = waysOf(input.connections.tables.served.list(), input)
    .map((way) => outcomeOf(way, way.counts[outcomes.halfOpen] ?? 0))
    .filter(({ failed }) => failed > 0);
  return clients.length >= thresholds.halfOpenClients ? [] : clients;
}

const isNotable = ({ failed, established, span }: ServiceOutcome): boolean =>
  established === 0 &&
  failed >= thresholds.deadServiceAttempts &&
  span >= thresholds.deadServiceSpan &&
  failed < (span / 1e9) * thresholds.floodRate;

function draftOf(service: ServiceOutcome): FindingDraft {
  const { failed, established, span, fromVm, pair, flow, frames, firstAt, lastAt } = service;
  const count = `${many(failed, "connection")} in ${spanText(span)}`;
  const word = (peer: string): string =>
    fromVm
      ? `The VM leaves connections to ${peer} half open: ${count}`
      : `Replies do not reach ${peer} its connections stay half open: ${count}`;
  return {
    kind: "half-open",
    severity: "warning",
    text: fitText(...wordings(service, word)),
    filter: pair,
    evidence: { counts: { halfOpen: failed, established }, flows: [flow], frames },
    nextStep: fromVm
      ? "Look for a firewall on the VM that drops the service's replies."
      : "Check the NIC's effective routes: the way back to the client may differ from the way here.",
    firstAt,
    lastAt,
    weight: 0.5,
  };
}
