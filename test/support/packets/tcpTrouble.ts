import { scaleOption, type PassedSegment } from "./segments.ts";
import { tcpFlags } from "./wire.ts";

const { syn, ack, fin, reset, push } = tcpFlags;

/** Random numbers below a limit, always the same for a seed. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/**
 * Connections with every trouble that there is: loss before and behind the capture, several gaps at once,
 * reordering, repetitions of whole and partial segments, zero windows with probes, keep-alives, full windows,
 * wrapped sequence numbers, missing SYNs, resets and reused ports.
 */
export function tcpTrouble(seed: number, steps: number): PassedSegment[] {
  const below = random(seed);
  const all: PassedSegment[] = [];
  for (let index = 0; index < 6; index += 1) connection(40_000 + below(4), index * 50, steps, below, all);
  return all.toSorted((one, other) => one.at - other.at);
}

interface Side {
  next: number;
  /** What it acknowledges. */
  heard: number;
  window: number;
}

function connection(
  port: number,
  start: number,
  steps: number,
  below: (limit: number) => number,
  all: PassedSegment[],
): void {
  let at = start + below(20);
  // Close to the wrap in half of them.
  const client: Side = { next: below(2) ? 2 ** 32 - below(9000) : below(2 ** 31), heard: 0, window: 512 };
  const server: Side = { next: below(2 ** 31), heard: 0, window: 600 };
  const send = (back: boolean, flags: number, fields: Partial<PassedSegment> = {}): void => {
    const side = back ? server : client;
    const lost = below(14) === 0;
    const base = {
      at,
      back,
      port,
      flags,
      window: side.window,
      sequence: side.next,
      acknowledged: side.heard,
    };
    if (!lost) all.push({ ...base, ...fields });
  };
  if (below(4) > 0) {
    const options = below(3) > 0 ? scaleOption(below(8)) : Buffer.alloc(0);
    send(false, syn, { acknowledged: 0, options });
    at += below(9);
    client.next += 1;
    server.heard = client.next;
    send(true, syn | ack, { options: below(4) > 0 ? options : Buffer.alloc(0) });
    server.next += 1;
    at += below(9);
  }
  client.heard = server.next;
  send(false, ack);
  for (let step = 0; step < steps; step += 1) {
    at += [0.2, 1, 4, 19, 21, 250][below(6)] ?? 1;
    const back = below(2) === 1;
    act(back ? server : client, back ? client : server, back, send, below);
  }
  if (below(3) === 0) send(true, reset, { acknowledged: 0, window: 0 });
  send(false, fin | ack);
  send(true, fin | ack);
}

function act(
  side: Side,
  peer: Side,
  back: boolean,
  send: (back: boolean, flags: number, fields?: Partial<PassedSegment>) => void,
  below: (limit: number) => number,
): void {
  const payload = [1, 10, 700, 1448][below(4)] ?? 10;
  switch (below(12)) {
    case 0:
      side.window = below(3) === 0 ? 0 : 200 + below(600);
      {
        send(back, ack);
        return;
      }
    case 1: {
      send(back, ack, { sequence: side.next - 1, payload: below(2) });
      return;
    }
    case 2: {
      send(back, ack, { sequence: side.next - payload - below(3000), payload });
      return;
    }
    case 3:
      // A gap, which may be filled later.
      side.next += 1 + below(3000);
      {
        send(back, ack | push, { payload });
        return;
      }
    case 4: {
      send(back, ack, { sequence: peer.heard, payload });
      return;
    }
    case 5:
    case 6: {
      send(back, ack);
      return;
    }
    case 7:
      side.heard = peer.next + (below(5) === 0 ? below(2000) : 0);
      {
        send(back, ack);
        return;
      }
    case 8: {
      const room = Math.max(Math.min(peer.window * 2 ** below(3), 1400), 1);
      send(back, ack, { sequence: peer.heard, payload: room });
      return;
    }
    default:
      send(back, ack | push, { payload });
      side.next += payload;
      if (below(2) === 0) side.heard = peer.next;
  }
}
