import { tlsApplicationData } from "../wire/tls.ts";
import { tlsHandshake } from "./tlsHandshake.ts";
import type { Scene } from "../scenario.ts";
import type { PacketSequence, Side } from "../simulatedPacket.ts";
import type { TcpConversation } from "./tcpConversation.ts";

/** How much of the Web there is in a capture. */
export interface WebUse {
  /** Microseconds from one conversation to the next, unless there were more than `most`. */
  readonly every: number;
  readonly most: number;
  /** Bytes, from and to. */
  readonly request: readonly [number, number];
  readonly answer: readonly [number, number];
}

/** A few requests and answers over TLS, opened by `client`; now and then a client gives up with a reset. */
export function* webExchange(
  { random }: Scene,
  { request, answer }: WebUse,
  serverName: string,
  client: Side,
  talk: TcpConversation,
): PacketSequence {
  const server = client === "vm" ? "peer" : "vm";
  yield* tlsHandshake(random, talk, client, serverName);
  for (let requests = random.integer(1, 3); requests > 0; requests -= 1) {
    yield* talk.send(client, tlsApplicationData(random, random.integer(...request)));
    talk.pause(random.integer(2_000, 60_000));
    yield* talk.send(server, tlsApplicationData(random, random.integer(...answer)));
    talk.pause(random.integer(5_000, 400_000));
  }
  if (random.integer(1, 12) === 1) yield* talk.reset(client);
  else yield* talk.close(client);
}
