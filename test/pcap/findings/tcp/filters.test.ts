import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CaptureAnalyzer } from "../../../../src/pcap/captureAnalyzer.ts";
import { everyNth } from "../../../support/depth.ts";
import { selectFrames } from "../../../support/findings/selectFrames.ts";
import { captureOfTalks, type TcpTalk } from "../../../support/findings/tcpTalk.ts";
import {
  blockedSegments,
  closedWindow,
  deadConnection,
  each,
  exchange,
  fromVm,
  halfOpenAttempt,
  idleConnection,
  lossy,
  refusedAttempt,
  unansweredAttempt,
  vm,
} from "../../../support/findings/tcpTroubles.ts";
import { withoutTshark } from "../../../support/tshark/tshark.ts";
import type { FindingKind } from "../../../../src/pcap/findings/finding.ts";

/** Ordinary connections with another service. */
const bystanders = each(4, (index) => exchange(index * 500, 60_000 + index, { to: "192.0.2.8:443" }));
const twice = (talk: TcpTalk) => ({
  packets: talk.packets.flatMap(({ at, bytes }) => [
    { at, bytes },
    { at: at + 0.05, bytes },
  ]),
});

type Packets = Pick<TcpTalk, "packets">;
const troubles: readonly (readonly [FindingKind, readonly Packets[]])[] = [
  ["dead-peer", [deadConnection()]],
  ["zero-window", [closedWindow(5_000)]],
  ["packet-loss", [lossy()]],
  ["path-mtu", [blockedSegments()]],
  ["idle-reset", [idleConnection(250_000)]],
  ["unanswered", each(4, (index) => unansweredAttempt(index * 5_000, 50_000 + index))],
  ["refused", each(12, (index) => refusedAttempt(index * 1_000, 50_000 + index))],
  ["half-open", each(4, (index) => halfOpenAttempt(index * 2_000, `198.51.100.7:${40_000 + index}`))],
  [
    "resets",
    each(8, (index) =>
      fromVm(50_000 + index)
        .open(index * 500)
        .reset(index * 500 + 30, "server"),
    ),
  ],
  ["slow-server", each(6, (index) => exchange(index * 4_000, 50_000 + index, { think: 2_000 }))],
  ["slow-handshake", each(6, (index) => exchange(index * 3_000, 50_000 + index, { roundTrip: 800 }))],
  ["captured-twice", each(9, (index) => exchange(index * 500, 50_000 + index)).map(twice)],
  ["large-frames", [fromVm().open(0).send(20, "client", 30_000)]],
];

describe("the filter of a finding", { skip: withoutTshark }, () => {
  for (const [kind, talks] of everyNth(4, troubles))
    it(`of ${kind} selects its evidence, and no packet of others`, () => {
      const capture = captureOfTalks([...bystanders, ...talks]);
      const analyzer = new CaptureAnalyzer({ localAddresses: [vm] });
      analyzer.push(capture);
      const finding = analyzer.end().findings.find((one) => one.kind === kind);
      assert.ok(finding !== undefined, `no finding of ${kind}`);
      const selected = selectFrames(capture, finding.filter);
      assert.ok(finding.evidence.frames.length > 0);
      for (const frame of finding.evidence.frames) assert.ok(selected.includes(frame), `frame ${frame}`);
      const others = new Set(selectFrames(capture, "ip.addr == 192.0.2.8"));
      assert.deepEqual(
        selected.filter((frame) => others.has(frame)),
        [],
      );
    });

  it("of cut packets, damage and a missing direction is accepted", () => {
    const capture = captureOfTalks(bystanders, 60);
    const filters = ["frame.cap_len < frame.len", "!ip && !ipv6", "frame.interface_id >= 65536", "tcp"];
    assert.deepEqual(
      filters.map((filter) => selectFrames(capture, filter).length),
      [8, 0, 0, 36],
    );
  });
});
