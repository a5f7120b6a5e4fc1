import { platformAddresses } from "../../names/platformAddresses.ts";
import { fitText } from "../fitText.ts";
import { thresholds } from "../thresholds.ts";
import { evidenceOf, serviceText } from "./serviceText.ts";
import type { HttpServer } from "../../applications/httpServers.ts";
import type { Outcome, PlatformContact } from "../../applications/platformContacts.ts";
import type { Finder, FinderInput } from "../finder.ts";
import type { FindingDraft } from "../finding.ts";

const hostText = "168.63.129.16";
const number = (count: number): string => count.toLocaleString("en-US");

/** Trouble between the VM and Azure's own services: health probes, the VM agent's, instance metadata. */
export const platform: Finder = (input) => {
  const { inbound, outbound } = input.ledger.directions;
  // In a capture of one direction silence is no answer.
  const silenceTells = inbound.packets > 0 && outbound.packets > 0;
  const { probed, used } = input.applications.platform;
  return [
    ...probed.all().flatMap((contact) => probeFinding(input, contact, silenceTells)),
    ...used.all().flatMap((contact) => serviceFinding(input, contact, silenceTells)),
    ...input.applications.http.servers.all().flatMap((server) => answerFinding(input, server)),
  ];
};

/** One way in which probes fail. */
interface Failing {
  readonly all: number;
  readonly text: string;
  readonly seen: Outcome;
}

function probeFinding(
  { book }: FinderInput,
  contact: PlatformContact,
  silenceTells: boolean,
): FindingDraft[] {
  const { port, version, address } = contact;
  return waysToFail(contact, silenceTells)
    .filter(({ seen }) => seen.count >= thresholds.platformProbes)
    .map(({ all, text, seen }) => ({
      kind: "platform",
      severity: seen.count >= all * thresholds.platformProbeShare ? "critical" : "warning",
      text: fitText(`Azure's health probe fails: ${text}, ${number(seen.count)} of ${number(all)}`),
      filter: `ip.addr == ${hostText} && ip.addr == ${book.text(version, address)} && tcp.port == ${port}`,
      evidence: {
        counts: { probes: all, failed: seen.count },
        flows: [`${hostText} → ${serviceText(book, contact)}`],
        frames: seen.frames,
      },
      nextStep: `Check the service on port ${port}, the VM's firewall, and the probe's settings: the VM is out of the pool.`,
      firstAt: seen.firstAt,
      lastAt: seen.lastAt,
      weight: 0.95,
    }));
}

function waysToFail(contact: PlatformContact, silenceTells: boolean): Failing[] {
  const { refused, unanswered, unhealthy, unhealthyCode, responses, count, port } = contact;
  return [
    { all: responses, text: `${unhealthyCode} from the VM's port ${port}`, seen: unhealthy },
    { all: count, text: `the VM's port ${port} refuses the connection`, seen: refused },
    ...(silenceTells ? [{ all: count, text: `no answer from the VM's port ${port}`, seen: unanswered }] : []),
  ];
}

const agentPorts: readonly number[] = [80, 32_526];

function serviceName({ address, port }: PlatformContact | HttpServer): string | null {
  if (address === platformAddresses.metadata) return "Azure's instance metadata service";
  if (address !== platformAddresses.host) return null;
  return agentPorts.includes(port)
    ? "the VM agent's wire server"
    : port === 53
      ? "Azure's resolver"
      : "Azure's platform";
}

function serviceFinding(
  { book }: FinderInput,
  contact: PlatformContact,
  silenceTells: boolean,
): FindingDraft[] {
  const name = serviceName(contact);
  const { refused, unanswered, count } = contact;
  const silent = silenceTells ? unanswered.count : 0;
  const failed = refused.count + silent;
  const isFinding =
    name !== null &&
    failed >= thresholds.platformFailures &&
    failed >= count * thresholds.platformFailureShare;
  if (!isFinding) return [];
  const outcome = silent >= refused.count ? unanswered : refused;
  return [
    {
      kind: "platform",
      severity: "warning",
      text: fitText(
        `The VM cannot reach ${name} (${serviceText(book, contact)}): ${number(failed)} of ${number(count)} connections ${outcome === unanswered ? "unanswered" : "refused"}`,
      ),
      filter: platformFilter(book.text(contact.version, contact.address), contact.port),
      evidence: {
        counts: { connections: count, refused: refused.count, unanswered: silent },
        flows: [],
        frames: outcome.frames,
      },
      nextStep:
        "Allow this address in the VM's firewall, proxy settings and routes; NSGs cannot replace that.",
      firstAt: outcome.firstAt,
      lastAt: outcome.lastAt,
      weight: 0.7,
    },
  ];
}

const platformFilter = (address: string, port: number): string =>
  `ip.addr == ${address} && tcp.port == ${port}`;

function answerFinding({ book }: FinderInput, server: HttpServer): FindingDraft[] {
  const name = server.version === 0 ? serviceName(server) : null;
  const [main] = [...server.errors].sort((one, other) => other.count - one.count);
  const isFinding =
    name !== null &&
    main !== undefined &&
    main.count >= thresholds.platformFailures &&
    main.count >= server.count * thresholds.platformFailureShare;
  if (!isFinding) return [];
  const capital = name.charAt(0).toUpperCase() + name.slice(1);
  return [
    {
      kind: "platform",
      severity: "warning",
      text: fitText(
        `${capital} (${serviceText(book, server)}) answers ${number(main.count)} of ${number(server.count)} requests with ${main.code}`,
      ),
      filter: platformFilter(book.text(server.version, server.address), server.port),
      evidence: evidenceOf(book, server, main, {
        responses: server.count,
        [`status${main.code}`]: main.count,
      }),
      nextStep:
        main.code === 429
          ? "Let the VM's programs ask less often, and wait as Retry-After says."
          : "See which program asks, and whether its request is right: header, path, API version, identity.",
      firstAt: main.firstAt,
      lastAt: main.lastAt,
      weight: 0.6,
    },
  ];
}
