import { tlsClientFinished, tlsClientHello, tlsServerFlight } from "../../wire/tls.ts";
import type { Random } from "../../random.ts";
import type { PacketSequence, Side, SimulatedPacket } from "../../simulatedPacket.ts";
import type { TcpConversation } from "../../tcp/tcpConversation.ts";

/** `client` opens the conversation and names the server it wants, which answers with as many bytes. */
export function* tlsHandshake(
  random: Random,
  conversation: TcpConversation,
  client: Side,
  serverName: string,
  encryptedBytes?: number,
): PacketSequence {
  const server = client === "vm" ? "peer" : "vm";
  yield* conversation.open(client);
  for (const packet of conversation.send(client, tlsClientHello(random, serverName)))
    yield naming(packet, serverName);
  yield* conversation.send(server, tlsServerFlight(random, encryptedBytes));
  yield* conversation.send(client, tlsClientFinished(random));
}

export function naming(packet: SimulatedPacket, serverName: string): SimulatedPacket {
  const at = packet.frame.bytes.indexOf(serverName);
  return at < 0 ? packet : { ...packet, tls: { serverName, endsAt: at + serverName.length } };
}
