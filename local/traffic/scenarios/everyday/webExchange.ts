import { tlsApplicationData } from "../../wire/tls.ts";
import { tlsHandshake } from "./tlsHandshake.ts";
import type { Scene } from "../../scenario.ts";
import type { PacketSequence, Side } from "../../simulatedPacket.ts";
import type { TcpConversation } from "../../tcp/tcpConversation.ts";

/** The amount of web traffic. */
export interface WebUse {
  /** Microseconds between conversations, more where there would be more than `most`. */
  readonly every: number;
  readonly most: number;
  /** Smallest and largest size in bytes. */
  readonly request: readonly [number, number];
  readonly answer: readonly [number, number];
}

/** A few requests and responses over TLS, opened by `client`. Now and then a client resets the connection. */
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
