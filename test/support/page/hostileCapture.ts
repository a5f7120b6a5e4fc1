import { lookups } from "../applications/dnsLookups.ts";
import { timedCapture, type TimedPacket } from "../applications/timedPackets.ts";
import { TlsConnection } from "../applications/tlsConnection.ts";
import {
  certificateMessage,
  certificateOf,
  serverHello,
  serverHelloDone,
  tlsRecords,
} from "../applications/tlsMessages.ts";
import { vm } from "../packets/vmTraffic.ts";
import { clientHello } from "../packets/wire.ts";

/** Markup without spaces, which a name in a packet keeps. */
export const hostileNames = {
  dns: `<img/src=x/onerror=alert(1)>"'&amp;.example.net`,
  server: `</td><svg/onload=alert(2)>&lt;b&gt;.example.net`,
  certificate: `<script>alert(3)</script>.example.net`,
} as const;

const tls12 = 0x0303;

const connection = (index: number): TlsConnection => {
  const certificate = certificateOf({
    commonName: hostileNames.certificate,
    notBefore: "2020-01-01T00:00:00Z",
    notAfter: "2021-01-01T00:00:00Z",
  });
  return new TlsConnection(index, [vm, 50_000 + index, "203.0.113.80", 443])
    .send("client", clientHello(hostileNames.server))
    .send(
      "server",
      tlsRecords(Buffer.concat([serverHello(tls12), certificateMessage([certificate]), serverHelloDone])),
    )
    .send("client", Buffer.alloc(20_000, 23));
};

/** A capture in which the names of DNS, of TLS and of a certificate are markup. */
export function hostileCapture(): Buffer {
  const failing = lookups(60, () => ({ name: hostileNames.dns, code: 3 }));
  const named = lookups(3, () => ({ name: hostileNames.server }));
  const talks: readonly TimedPacket[] = Array.from(
    { length: 20 },
    (_, index) => connection(index).packets,
  ).flat();
  return timedCapture([...named, ...failing, ...talks]);
}
