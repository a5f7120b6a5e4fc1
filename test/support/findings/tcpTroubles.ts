import { tcpFlags } from "../packets/wire.ts";
import { TcpTalk } from "./tcpTalk.ts";

const { syn, ack } = tcpFlags;
export const vm = "10.1.2.4";
export const peer = "203.0.113.9";
const service = `${peer}:443`;
const vmService = `${vm}:443`;

export const fromVm = (port = 50_000, to = service): TcpTalk => new TcpTalk(`${vm}:${port}`, to);
export const toVm = (client = "198.51.100.7:40000", to = vmService): TcpTalk => new TcpTalk(client, to);

/** Several of them, the first at 0 ms. */
export const each = (count: number, talk: (index: number) => TcpTalk): TcpTalk[] =>
  Array.from({ length: count }, (_, index) => talk(index));

/** One segment six times, with doubling waits, as in a connection that died. */
export function deadConnection(talk = fromVm(), from: "client" | "server" = "client"): TcpTalk {
  const answering = from === "client" ? "server" : "client";
  talk
    .open(0)
    .send(20, from, 2_000 / 4)
    .acknowledge(30, answering)
    .send(100, from, 648);
  const sequence = talk.next[from] - 648;
  for (const at of [306, 906, 2_106, 4_506, 9_311]) talk.segment(at, from, { sequence, payload: 648 });
  return talk;
}

/** The client's window is closed from 100 ms on, for this long. */
export function closedWindow(milliseconds: number, talk = fromVm()): TcpTalk {
  talk.open(0).send(20, "client", 100).send(40, "server", 1_000).segment(100, "client", { window: 0 });
  talk.segment(100 + milliseconds / 2, "client", { window: 0 });
  return talk.segment(100 + milliseconds, "client", { window: 4_000 });
}

/** 200 segments of the VM, each tenth of which is sent again after 300 ms. */
export function lossy(every = 10, talk = fromVm(), segments = 200): TcpTalk {
  talk.open(0);
  for (let index = 0; index < segments; index += 1) {
    const at = 1_000 + index * 1_000;
    talk.send(at, "client", 500);
    if (index % every === 0)
      talk.segment(at + 300, "client", { sequence: talk.next.client - 500, payload: 500 });
    talk.acknowledge(at + 400, "server");
  }
  return talk;
}

export const unansweredAttempt = (at: number, port = 50_000, to = service): TcpTalk => {
  const talk = fromVm(port, to);
  for (const wait of [0, 1_000, 3_000]) talk.segment(at + wait, "client", { sequence: 0, flags: syn });
  return talk;
};

export const refusedAttempt = (at: number, port = 50_000, to = service): TcpTalk =>
  fromVm(port, to)
    .segment(at, "client", { flags: syn })
    .reset(at + 1, "server");

/** The VM's SYN-ACK gets no acknowledgment. */
export const halfOpenAttempt = (at: number, client: string): TcpTalk => {
  const talk = toVm(client).segment(at, "client", { flags: syn });
  for (const wait of [1, 1_000, 3_000]) talk.segment(at + wait, "server", { sequence: 0, flags: syn | ack });
  return talk;
};

/** A whole connection with one request, answered after `think` ms. */
export const exchange = (
  at: number,
  port: number,
  { think = 20, roundTrip = 10, to = service } = {},
): TcpTalk =>
  fromVm(port, to)
    .open(at, roundTrip)
    .send(at + roundTrip + 1, "client", 200)
    .send(at + roundTrip + 1 + think, "server", 900)
    .acknowledge(at + roundTrip + 2 + think, "client")
    .close(at + roundTrip + 10 + think);

/** A connection that is silent for this long, and reset as soon as the VM goes on. */
export const idleConnection = (silence: number, port = 50_000): TcpTalk =>
  fromVm(port)
    .open(0)
    .send(20, "client", 100)
    .send(40, "server", 100)
    .acknowledge(50, "client")
    .send(50 + silence, "client", 100)
    .reset(60 + silence, "server");

/** Small requests pass, a segment of 1,400 bytes does not, and a small one behind it does. */
export function blockedSegments(talk = fromVm(), sizes = { small: 500, large: 1_400 }): TcpTalk {
  talk.open(0).send(20, "client", sizes.small).send(40, "server", 300);
  talk.send(100, "client", sizes.large).send(101, "client", 60);
  const sequence = talk.next.client - 60 - sizes.large;
  talk.segment(115, "server", { acknowledged: sequence });
  for (const at of [400, 1_000, 2_200, 4_600]) talk.segment(at, "client", { sequence, payload: sizes.large });
  return talk;
}
