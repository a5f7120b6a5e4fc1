import { seconds, thinned, together, type Scenario, type Scene } from "../../scenario.ts";
import { TcpConversation } from "../../tcp/tcpConversation.ts";
import { TroubleTeller } from "../../troubleTeller.ts";
import { certificate } from "../../wire/certificate.ts";
import { remoteHost } from "../../wire/networkHost.ts";
import { tls12ServerFlight, tlsCertificateExpired } from "../../wire/tls12.ts";
import { tlsClientHello } from "../../wire/tls.ts";
import { quiet } from "../everyday/ordinary.ts";
import { naming } from "../everyday/tlsHandshake.ts";
import type { PacketSequence } from "../../simulatedPacket.ts";

const serverName = "shop.example.com";
const port = 443;
const visitsInFiveSeconds = 12;
const most = 60;
const day = 86_400_000;
/** How long ago the certificate expired, and how long it was valid, in days. */
const expiredDays = [1, 20] as const;
const validDays = 90;

/** A site of the VM still has TLS 1.2 and a certificate that has expired. Its visitors turn away. */
const visits: Scenario = function* (scene) {
  const { random, startsAt, endsAt } = scene;
  const notAfter =
    Math.floor(startsAt / seconds(1)) * 1_000 -
    random.integer(...expiredDays) * day -
    random.integer(0, 86_399) * 1_000;
  const teller = tellerOf(notAfter);
  const certificates = chain(scene, notAfter);
  const count = thinned(visitsInFiveSeconds, most, endsAt - startsAt);
  const gap = (endsAt - startsAt) / count;
  for (let index = 0; index < count; index += 1) {
    const at = startsAt + Math.floor(gap * (index + random.integer(0, 60) / 100));
    yield* visit(scene, teller, certificates, at);
  }
};

export const tlsExpired: Scenario = together({ visits, ordinary: quiet });

const tellerOf = (notAfter: number) =>
  new TroubleTeller(({ count }) => ({
    kind: "certificate",
    expectedSeverity: "critical",
    port,
    serverName,
    notAfter: new Date(notAfter).toISOString(),
    shown: count("shown"),
    alerts: count("alert"),
  }));

/** The site's certificate, and the one of its issuer, which is still valid. */
const chain = ({ random }: Scene, notAfter: number): readonly Buffer[] => {
  const issuer = "Example Issuing CA 3";
  const notBefore = notAfter - validDays * day;
  return [
    certificate(random, { subject: serverName, issuer, notBefore, notAfter }),
    certificate(random, {
      subject: issuer,
      issuer: "Example Root CA",
      notBefore: notBefore - 900 * day,
      notAfter: notAfter + 900 * day,
    }),
  ];
};

function* visit(
  { random, vm }: Scene,
  teller: TroubleTeller,
  certificates: readonly Buffer[],
  at: number,
): PacketSequence {
  const talk = new TcpConversation({
    random,
    vm: { host: vm.ipv4, port },
    peer: {
      host: remoteHost(`203.0.113.${random.integer(130, 250)}`, 46),
      port: random.integer(1_025, 65_535),
    },
    roundTrip: random.integer(9_000, 70_000),
    startsAt: at,
  });
  yield* talk.open("peer");
  for (const packet of talk.send("peer", tlsClientHello(random, serverName)))
    yield naming(packet, serverName);
  talk.pause(random.integer(300, 1_200));
  yield* teller.first(talk.send("vm", tls12ServerFlight(random, certificates)), "shown");
  talk.pause(random.integer(500, 3_000));
  yield* teller.first(talk.send("peer", tlsCertificateExpired()), "alert");
  yield* talk.close("peer");
}
