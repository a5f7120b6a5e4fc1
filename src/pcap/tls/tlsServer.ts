import { Sightings } from "../applications/sightings.ts";
import type { Service } from "../applications/serviceTable.ts";
import type { LeafCertificate } from "./leafCertificate.ts";

/** Alerts of a server that are told apart; more only count. */
const alertsKept = 8;

/** Fatal alerts of one kind. */
export class AlertSightings extends Sightings {
  readonly description: number;
  readonly fromServer: boolean;

  constructor(description: number, fromServer: boolean) {
    super();
    this.description = description;
    this.fromServer = fromServer;
  }
}

/** The latest certificate of a server, and the handshakes with it. */
export interface ServedCertificate {
  readonly leaf: LeafCertificate;
  /** Seconds since the epoch of the latest handshake. */
  seenAt: number;
  readonly sightings: Sightings;
}

/** What one side or the other of a server's TLS handshakes said. */
export class TlsServer implements Service {
  /** Messages that were read. */
  count = 0;
  clientHellos = 0;
  serverHellos = 0;
  /** ServerHellos of SSL 3.0, TLS 1.0 and TLS 1.1, and the lowest of these versions. */
  readonly old = new Sightings();
  oldestVersion = Infinity;
  readonly alerts: AlertSightings[] = [];
  certificate: ServedCertificate | null = null;
  /** The server name that a client asked for last. */
  name: string | null = null;
  readonly version: number;
  readonly address: number;
  readonly port: number;

  constructor(version: number, address: number, port: number) {
    this.version = version;
    this.address = address;
    this.port = port;
  }

  /** The entry of this alert; null when too many others were seen. */
  alert(description: number, fromServer: boolean): AlertSightings | null {
    const known = this.alerts.find(
      (alert) => alert.description === description && alert.fromServer === fromServer,
    );
    if (known !== undefined) return known;
    if (this.alerts.length === alertsKept) return null;
    const made = new AlertSightings(description, fromServer);
    this.alerts.push(made);
    return made;
  }

  /** Handshakes that were seen from either side. */
  get handshakes(): number {
    return Math.max(this.clientHellos, this.serverHellos);
  }
}
