import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { scenarioNames } from "../../../local/traffic/namedScenarios.ts";
import { everyNth } from "../../support/depth.ts";
import { captured, startedAt } from "../../support/traffic/capture.ts";
import { ipPackets, protocols, readCapture, text, type IpPacket } from "../../support/traffic/readCapture.ts";
import { troubleOf } from "../../support/traffic/troubleOf.ts";
import type { ScenarioName } from "../../../local/traffic/namedScenarios.ts";

/** Seeds and durations in seconds. */
const everyCapture = everyNth(4, [
  ["WEB01", 60],
  ["a", 5],
  ["b", 60],
  ["c", 300],
] as const);

function* captures(scenario: ScenarioName) {
  for (const [seed, seconds] of everyCapture) {
    const { bytes, truth } = captured(seconds, { scenario, seed });
    yield { packets: () => ipPackets(readCapture(bytes)), bytes, truth, seconds };
  }
}

const isTcp = ({ protocol }: IpPacket): boolean => protocol === protocols.tcp;
const flagsOf = ({ payload }: IpPacket): number => payload.readUInt8(13);
const dataOf = ({ payload }: IpPacket): Buffer => payload.subarray((payload.readUInt8(12) >> 4) * 4);
const portsOf = ({ payload }: IpPacket): readonly number[] => [
  payload.readUInt16BE(0),
  payload.readUInt16BE(2),
];
const between = (packet: IpPacket, peer: string): boolean =>
  [text(packet.source), text(packet.destination)].includes(peer);

describe("the trouble of a capture", () => {
  it("is none in ordinary traffic, and the scenario's own in all others", () => {
    for (const scenario of scenarioNames) {
      const seconds = scenario === "idle-reset" ? 300 : 5;
      const { trouble } = captured(seconds, { scenario }).truth;
      assert.equal(trouble === null, scenario === "ordinary", scenario);
    }
  });

  it("is none in a file that ends before it begins", () => {
    assert.equal(captured(60, { scenario: "syn-flood", maxBytes: 5_000 }).truth.trouble, null);
  });
});

describe("syn-flood", () => {
  it("has hundreds of SYNs a second from forged addresses, each answered and never acknowledged", () => {
    for (const { packets, truth } of captures("syn-flood")) {
      const flood = packets().filter(
        (packet) => isTcp(packet) && /^198\.1[89]\./.test(text(packet.source) + text(packet.destination)),
      );
      const forged = packets().filter((packet) => /^198\.1[89]\./.test(text(packet.source)));
      const { requests, sources, answers } = troubleOf(truth, "syn-flood");
      assert.deepEqual(
        [forged.length, new Set(forged.map(({ source }) => text(source))).size],
        [requests, sources],
      );
      assert(
        forged.every((packet) => flagsOf(packet) === 2),
        "nobody acknowledges",
      );
      const lasts = ((forged.at(-1)?.at ?? 0) - (forged[0]?.at ?? 0)) / 1_000_000;
      assert(requests / lasts > 200, `${requests} in ${lasts} s`);
      assert(answers > requests && flood.length >= requests);
    }
  });
});

describe("brute-force", () => {
  it("has alike SSH connections of one host, one of which goes on with far more bytes", () => {
    for (const { packets, truth } of captures("brute-force")) {
      const { peer, connections, succeeded } = troubleOf(truth, "brute-force");
      const bytes = new Map<number, number>();
      for (const packet of packets().filter((one) => isTcp(one) && between(one, peer))) {
        const port = portsOf(packet).find((one) => one !== 22) ?? 0;
        bytes.set(port, (bytes.get(port) ?? 0) + packet.payload.length);
      }
      const [most = 0, second = 0] = [...bytes.values()].sort((one, other) => other - one);
      assert(connections >= 40 && bytes.size > connections * 0.95 && most > 3 * second, `${most}, ${second}`);
      assert.equal(succeeded, 1);
    }
  });
});

describe("path-mtu", () => {
  it("has the gateway's word on each large segment, which it quotes", () => {
    for (const { packets, truth } of captures("path-mtu")) {
      const { gateway, mtu, messages, repeated } = troubleOf(truth, "path-mtu");
      const told = packets().filter(({ source }) => text(source) === gateway);
      assert.equal(told.length, messages);
      for (const { payload } of told) {
        assert.deepEqual([payload.readUInt8(0), payload.readUInt8(1), payload.readUInt16BE(6)], [3, 4, mtu]);
        const quoted = payload.subarray(8);
        assert(quoted.readUInt16BE(2) > mtu, "the packet that it quotes is longer");
      }
      assert(repeated > 0 && truth.tcp.retransmissions === repeated);
    }
  });
});

describe("zero-window", () => {
  it("closes the window, is probed with one byte, and opens again", () => {
    for (const { packets, truth, seconds } of captures("zero-window")) {
      const trouble = troubleOf(truth, "zero-window");
      const closed = packets().filter(
        (packet) =>
          isTcp(packet) && text(packet.source) === trouble.peer && packet.payload.readUInt16BE(14) === 0,
      );
      const probes = packets().filter(
        (packet) => isTcp(packet) && text(packet.destination) === trouble.peer && dataOf(packet).length === 1,
      );
      assert.deepEqual([closed.length, probes.length], [trouble.zeroWindows, trouble.probes]);
      assert(trouble.seconds >= Math.min(seconds * 0.5, 25), `${trouble.seconds} s`);
    }
  });
});

describe("packet-loss", () => {
  it("loses between 4 and 12% of the segments to a peer, and has both ways of repairing it", () => {
    for (const { truth } of captures("packet-loss")) {
      const { segments, retransmissions, fastRetransmissions } = troubleOf(truth, "packet-loss");
      const share = retransmissions / segments;
      assert(share > 0.04 && share < 0.12, `${retransmissions} of ${segments}`);
      assert(fastRetransmissions > 0 && fastRetransmissions < retransmissions);
    }
  });
});

describe("beacon", () => {
  it("contacts one host at equal intervals with equal sizes", () => {
    for (const { packets, truth } of captures("beacon")) {
      const { peer, connections, periodSeconds } = troubleOf(truth, "beacon");
      const starts = packets().filter(
        (packet) => isTcp(packet) && between(packet, peer) && flagsOf(packet) === 2,
      );
      assert.equal(starts.length, connections);
      const gaps = starts.slice(1).map(({ at }, index) => (at - (starts[index]?.at ?? 0)) / 1_000_000);
      for (const gap of gaps) assert(Math.abs(gap - periodSeconds) <= periodSeconds * 0.07, `${gap} s`);
    }
  });
});

describe("idle-reset", () => {
  it("resets connections after four minutes of silence, in captures that last as long", () => {
    const { bytes, truth } = captured(300, { scenario: "idle-reset" });
    const { peer, resets, silenceSeconds } = troubleOf(truth, "idle-reset");
    const last = new Map<number, number>();
    let found = 0;
    for (const packet of ipPackets(readCapture(bytes)).filter((one) => isTcp(one) && between(one, peer))) {
      const port = portsOf(packet).find((one) => one !== 6_380) ?? 0;
      const silence = (packet.at - (last.get(port) ?? packet.at)) / 1_000_000;
      if ((flagsOf(packet) & 4) !== 0) {
        assert(silence >= silenceSeconds && silence > 240, `${silence} s`);
        found += 1;
      }
      last.set(port, packet.at);
    }
    assert.equal(found, resets);
    const short = captured(60, { scenario: "idle-reset" });
    assert.equal(short.truth.trouble, null);
    assert(
      short.truth.tlsServers.some(({ name }) => name === "cache.example.net"),
      "the connections are there",
    );
  });
});

describe("one-sided", () => {
  it("has only packets of the VM, and outcomes that nobody knows", () => {
    for (const { packets, truth } of captures("one-sided")) {
      assert(
        packets().every(({ source }) => truth.vmAddresses.some((one) => text(source) === expanded(one))),
      );
      assert.deepEqual([truth.tcp.refused, truth.tcp.unanswered, truth.inbound.packets], [null, null, 0]);
      assert.equal(troubleOf(truth, "one-sided").missing, "inbound");
    }
  });
});

describe("captured-twice", () => {
  it("has each IP packet a second time within 0.4 ms, a hop further, and the same otherwise", () => {
    for (const { packets, truth } of captures("captured-twice")) {
      const open = new Map<string, IpPacket>();
      let copies = 0;
      for (const packet of packets().filter(({ version }) => version === 4)) {
        const { header, payload } = packet;
        const key = `${header.toString("hex", 0, 8)} ${header.toString("hex", 12)} ${payload.toString("hex")}`;
        const first = open.get(key);
        if (first === undefined) open.set(key, packet);
        else {
          assert.equal(first.header.readUInt8(8), header.readUInt8(8) + 1);
          assert(packet.at - first.at >= 100 && packet.at - first.at <= 400);
          open.delete(key);
          copies += 1;
        }
      }
      assert(open.size < 20, "only the last ones may lack their copies");
      const trouble = troubleOf(truth, "captured-twice");
      assert(copies > 1_000 && trouble.copies >= copies && trouble.tcpCopies < trouble.copies);
      assert.equal(truth.tcp.retransmissions, 0);
    }
  });
});

describe("slow-server, http-errors, dns-failure and tls-expired", () => {
  it("are as bad as they are meant to be", () => {
    for (const { truth, seconds } of captures("slow-server")) {
      const { medianSeconds, longestSeconds } = troubleOf(truth, "slow-server");
      assert(medianSeconds > Math.min(1, seconds * 0.2) && longestSeconds <= 5, `${medianSeconds} s`);
    }
    for (const { truth } of captures("http-errors")) {
      const { errors, responses } = troubleOf(truth, "http-errors");
      assert(errors > responses * 0.4 && errors < responses && responses > 20);
    }
    for (const { truth } of captures("dns-failure")) {
      const { queries, serverFailures, unanswered } = troubleOf(truth, "dns-failure");
      assert.equal(truth.dns.failures, serverFailures);
      assert(unanswered > 3 && serverFailures > queries * 0.5);
    }
    for (const { truth } of captures("tls-expired")) {
      const { notAfter, shown, alerts } = troubleOf(truth, "certificate");
      assert(Date.parse(notAfter) < startedAt && shown > 10 && alerts >= shown - 2 && alerts <= shown);
    }
  });
});

/** An address of the truth in the form of `text`. */
const expanded = (address: string): string =>
  address.includes(":")
    ? address
        .replace("::", `:${"0:".repeat(9 - address.split(":").length)}`)
        .split(":")
        .map((group) => group.padStart(4, "0"))
        .join(":")
    : address;
