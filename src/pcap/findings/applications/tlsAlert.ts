import { alertText, isDistrust } from "../../tls/alertText.ts";
import { addressFilter } from "../filter.ts";
import { fitText } from "../fitText.ts";
import { thresholds } from "../thresholds.ts";
import { evidenceOf, isOwn, serviceWordings } from "./serviceText.ts";
import type { AlertSightings, TlsService } from "../../tls/tlsService.ts";
import type { Finder, FinderInput } from "../finder.ts";
import type { FindingDraft, Severity } from "../finding.ts";

const listed = 3;

/** Handshakes that one side ends with a fatal alert, by service. */
export const tlsAlert: Finder = (input) =>
  input.applications.tls.servers
    .all()
    .flatMap((server) => {
      const [alert] = [...server.alerts].sort((one, other) => other.count - one.count);
      return alert === undefined ? [] : alertOf(input, server, alert);
    })
    .sort((one, other) => other.weight - one.weight)
    .slice(0, listed);

function alertOf(input: FinderInput, server: TlsService, alert: AlertSightings): FindingDraft[] {
  const { book, local } = input;
  const own = isOwn(local, server);
  const handshakes = Math.max(server.handshakes, alert.count);
  const share = alert.count / handshakes;
  const severity = severityOf(alert, share, own);
  if (severity === null) return [];
  const address = book.text(server.version, server.address);
  const [host, port] = alert.fromServer ? (["src", "srcport"] as const) : (["dst", "dstport"] as const);
  const wordings = serviceWordings(book, server, server.name).map((service) =>
    wording(service, server, alert, handshakes, own, isVmClient(input, server, alert)),
  );
  return [
    {
      kind: "tls-alert",
      severity,
      text: fitText(wordings[0] ?? "", ...wordings.slice(1)),
      filter: `tls.alert_message.desc == ${alert.description} && ${addressFilter(address, host)} && tcp.${port} == ${server.port}`,
      evidence: evidenceOf(book, server, alert, {
        handshakes,
        alerts: alert.count,
        description: alert.description,
      }),
      nextStep: nextStepFor(alert.description),
      firstAt: alert.firstAt,
      lastAt: alert.lastAt,
      weight: 0.3 + 0.3 * share + Math.min(alert.count, 100) / 500,
    },
  ];
}

/**
 * Null for no finding. What strangers offer the VM's own server is their trouble; that many clients distrust
 * its certificate is the VM's.
 */
function severityOf(
  { count, description, fromServer }: AlertSightings,
  share: number,
  own: boolean,
): Severity | null {
  const isDown = share >= thresholds.tlsDownShare;
  if (count < thresholds.tlsAlerts) return isDown ? "note" : null;
  if (own && (fromServer || !isDistrust(description)))
    return isDown && count >= thresholds.tlsOwnAlerts ? "warning" : "note";
  if (isDown) return "critical";
  return share >= thresholds.tlsAlertShare ? "warning" : "note";
}

const isVmClient = ({ local }: FinderInput, { version }: TlsService, { clients }: AlertSightings): boolean =>
  clients.some(({ address }) => isOwn(local, { version, address }));

function wording(
  service: string,
  { handshakes: seen }: TlsService,
  { description, count, fromServer }: AlertSightings,
  handshakes: number,
  own: boolean,
  byVm: boolean,
): string {
  const reason = alertText(description);
  const number = (value: number): string => value.toLocaleString("en-US");
  const some = seen === 0 ? number(count) : `${number(count)} of ${number(handshakes)}`;
  const who = own ? `the VM's ${service}` : service;
  if (fromServer) return `${own ? "The VM's " : ""}${service} ends ${some} TLS handshakes: ${reason}`;
  const client = byVm ? "The VM" : "Clients";
  if (isDistrust(description))
    return `${client} ${byVm ? "does" : "do"} not trust ${who}: ${reason} in ${some} TLS handshakes`;
  return `${client} end${byVm ? "s" : ""} ${some} TLS handshakes with ${who}: ${reason}`;
}

const nextSteps: ReadonlyMap<number, string> = new Map([
  [
    40,
    "Compare the versions and cipher suites of both sides; the server may also want a client certificate.",
  ],
  [42, "Check the certificate's names, chain and validity from the client's side."],
  [44, "Replace the certificate: its issuer has revoked it."],
  [45, "Renew the certificate, and check the clocks of both sides."],
  [46, "Check the certificate's names, chain and validity from the client's side."],
  [48, "Install the issuing CA in the client's trust store, or let the server send its whole chain."],
  [70, "Enable TLS 1.2 or later on the older side."],
  [71, "Enable cipher suites that both sides accept."],
  [112, "Check the server name that the client asks for against the sites of the server."],
  [116, "Give the client the certificate that this server asks for."],
  [120, "Compare the application protocols (ALPN) of both sides."],
]);

const nextStepFor = (description: number): string =>
  nextSteps.get(description) ?? "See the log of the side that sent the alert.";
