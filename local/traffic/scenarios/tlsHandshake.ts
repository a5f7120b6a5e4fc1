import { clientFinished, clientHello, serverFlight } from "../wire/tls.ts";
import type { Random } from "../random.ts";
import type { End, Packet, Packets } from "../simulatedPacket.ts";
import type { TcpConversation } from "./tcpConversation.ts";

/** `client` opens the conversation and asks for a server by its name. */
export function* tlsHandshake(
  random: Random,
  conversation: TcpConversation,
  client: End,
  serverName: string,
): Packets {
  const server = client === "vm" ? "peer" : "vm";
  yield* conversation.open(client);
  for (const packet of conversation.send(client, clientHello(random, serverName)))
    yield naming(packet, serverName);
  yield* conversation.send(server, serverFlight(random));
  yield* conversation.send(client, clientFinished(random));
}

function naming(packet: Packet, serverName: string): Packet {
  const at = packet.frame.bytes.indexOf(serverName);
  return at < 0 ? packet : { ...packet, tls: { serverName, endsAt: at + serverName.length } };
}
