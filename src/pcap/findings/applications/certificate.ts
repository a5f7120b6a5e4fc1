import { many } from "../../../wording/many.ts";
import { addressFilter, framesFilter } from "../filter.ts";
import { fitText } from "../fitText.ts";
import { thresholds } from "../thresholds.ts";
import { evidenceOf, isOwn, serviceText } from "./serviceText.ts";
import type { ServedCertificate, TlsService } from "../../tls/tlsService.ts";
import type { Finder, FinderInput } from "../finder.ts";
import type { FindingDraft, Severity } from "../finding.ts";

const daySeconds = 86_400;
const listed = 3;

/** Certificates that were not valid when a server sent them, or will soon not be. */
export const certificate: Finder = (input) =>
  input.applications.tls.servers
    .all()
    .flatMap((server) => server.certificates.flatMap((served) => findingOf(input, server, served)))
    .sort((one, other) => other.weight - one.weight)
    .slice(0, listed);

function findingOf(input: FinderInput, server: TlsService, served: ServedCertificate): FindingDraft[] {
  const { book, local } = input;
  const { leaf, seenAt, sightings } = served;
  const own = isOwn(local, server);
  const severity = severityOf(served, own);
  if (severity === null) return [];
  const service = serviceText(book, server);
  const whose = own ? "The VM's certificate on" : "The certificate of";
  const state = stateOf(served);
  const isValid = seenAt >= leaf.notBefore && seenAt <= leaf.notAfter;
  const handshakes = many(sightings.count, "handshake");
  const filter = `${addressFilter(book.text(server.version, server.address), "src")} && tcp.srcport == ${server.port}`;
  return [
    {
      kind: "certificate",
      severity,
      text: fitText(
        `${whose} ${service}${leaf.name === null ? "" : ` (${leaf.name})`} ${state}: ${handshakes}`,
        `${whose} ${service} ${state}: ${handshakes}`,
      ),
      // A certificate shows in the packet that completes its record, which need not be the one meant here.
      filter: `${filter} && (tls.handshake.type == 11 || ${framesFilter(sightings.frames)})`,
      evidence: evidenceOf(book, server, sightings, {
        handshakes: sightings.count,
        daysLeft: Math.trunc((leaf.notAfter - seenAt) / daySeconds),
      }),
      nextStep:
        seenAt < leaf.notBefore
          ? "Check the clock of whoever issued or installed the certificate, and install one that is valid."
          : `Renew the certificate${own ? " on the VM" : ", or tell the owner of the service"}; clients ${isValid ? "will refuse" : "refuse"} it.`,
      firstAt: sightings.firstAt,
      lastAt: sightings.lastAt,
      weight: (isValid ? 0.3 : 0.7) + Math.min(sightings.count, 100) / 500 + (own ? 0.05 : 0),
    },
  ];
}

/** Null for a certificate that stays valid for long. */
function severityOf({ leaf, seenAt, sightings }: ServedCertificate, own: boolean): Severity | null {
  if (seenAt < thresholds.earliestClock) return null;
  if (seenAt > leaf.notAfter || seenAt < leaf.notBefore)
    return own || sightings.count >= thresholds.certificateHandshakes ? "critical" : "warning";
  const days = (leaf.notAfter - seenAt) / daySeconds;
  // One that lives a few days is renewed by a program that runs as often.
  const isShortLived = leaf.notAfter - leaf.notBefore <= thresholds.certificateNoteDays * daySeconds;
  if (days > thresholds.certificateNoteDays || isShortLived) return null;
  return days > thresholds.certificateWarningDays ? "note" : "warning";
}

function stateOf({ leaf, seenAt }: ServedCertificate): string {
  if (seenAt < leaf.notBefore) return `is not valid before ${dateText(leaf.notBefore)}`;
  const days = Math.floor(Math.abs(leaf.notAfter - seenAt) / daySeconds);
  const span = days === 0 ? "less than a day" : many(days, "day");
  return seenAt > leaf.notAfter ? `expired ${span} ago` : `expires in ${span}`;
}

/** "2026-11-26". */
const dateText = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);
