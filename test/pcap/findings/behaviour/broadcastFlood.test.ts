import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { datagram, found, times, type Timed } from "../../../support/behaviour/talks.ts";
import { vm } from "../../../support/packets/vmTraffic.ts";

const requests = (count: number, every: number): Timed[] =>
  times(count, (index): Timed[] => [datagram(index * every, ["0.0.0.0", 68, "255.255.255.255", 67], 244)]);

describe("broadcast-flood", () => {
  it("tells how many DHCP requests came, and how fast", () => {
    const [finding] = found("broadcast-flood", requests(10_000, 0.0002));
    assert.equal(finding?.text, "0.0.0.0 sends 10,000 DHCP requests to 255.255.255.255:67, 5,001 a second");
    assert.equal(finding.severity, "critical");
    assert.equal(finding.filter, "ip.dst == 255.255.255.255 && udp.dstport == 67");
    assert.deepEqual(finding.evidence.counts, { packets: 10_000, perSecond: 5_001, sources: 1 });
    assert.deepEqual(finding.evidence.flows, ["0.0.0.0:68 → 255.255.255.255:67"]);
    assert.deepEqual(finding.evidence.frames, [1]);
  });

  it("is a warning of fewer, and a note of five at one moment", () => {
    assert.equal(found("broadcast-flood", requests(50, 0.001))[0]?.severity, "warning");
    assert.equal(found("broadcast-flood", requests(5, 0))[0]?.severity, "note");
  });

  it("adds up what several hosts send to a group", () => {
    const packets = times(300, (n): Timed[] => [
      datagram(n * 0.001, [`10.1.2.${n % 40}`, 5_353, "224.0.0.251", 5_353]),
    ]);
    const [finding] = found("broadcast-flood", packets);
    assert.match(
      finding?.text ?? "",
      /^About \d\d hosts send 300 mDNS messages to 224\.0\.0\.251:5353, 300 a second$/,
    );
  });
});

describe("no broadcast-flood", () => {
  for (const [why, packets] of [
    ["of a client that asks and waits", requests(5, 4)],
    [
      "of quiet neighbours",
      times(300, (n): Timed[] => [datagram(n * 0.2, [`10.1.2.${n % 40}`, 5_353, "224.0.0.251", 5_353])]),
    ],
    [
      "of a host whose address ends in 255 and answers",
      times(400, (n): Timed[] => [
        datagram(n * 0.001, [vm, 50_000, "10.2.0.255", 514]),
        datagram(n * 0.001, ["10.2.0.255", 514, vm, 50_000]),
      ]),
    ],
    [
      "of a stream to a multicast group",
      times(400, (n): Timed[] => [datagram(n * 0.001, [vm, 50_000, "239.1.1.1", 5_004])]),
    ],
  ] as const)
    it(why, () => {
      assert.deepEqual(found("broadcast-flood", packets), []);
    });
});
