import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findingsIn } from "../../../support/findings/findingsIn.ts";
import { capturedAt, icmpError, icmpv6Error } from "../../../support/packets/icmpErrors.ts";
import { ack, summaryOf, tcp, type Ends } from "../../../support/packets/vmTraffic.ts";
import { ipv6Packet, tcpFlags, tcpSegment } from "../../../support/packets/wire.ts";

const [vm, router, server] = ["10.7.0.4", "10.7.0.1", "198.51.100.25"];
const local = { localAddresses: [vm] };
const needed = { type: 3, code: 4, rest: 1492 };

const tooBig = (ends: Ends): Buffer => icmpError([router, vm], needed, tcp(ends, 1, ack, Buffer.alloc(1460)));
const mail = tooBig([vm, 40_000, server, 25]);
const every = (seconds: number, count: number, packetOf: (index: number) => Buffer) =>
  Array.from({ length: count }, (_, index) => [index * seconds, packetOf(index)] as const);

describe("a router that asks for smaller packets", () => {
  it("is a warning, and names the size and the path", () => {
    const bytes = capturedAt(every(0.0005, 4, () => mail));
    const [finding, ...others] = findingsIn("path-mtu", bytes, local);
    assert.deepEqual(others, []);
    assert.deepEqual(
      [finding?.severity, finding?.text],
      ["warning", "10.7.0.1 asks for packets of at most 1,492 bytes (4 times), for 10.7.0.4 → 198.51.100.25"],
    );
    assert.equal(
      finding?.filter,
      "icmp.type == 3 && icmp.code == 4 && ip.src == 10.7.0.1 && ip.dst == 198.51.100.25 && tcp.port == 25",
    );
    assert.deepEqual(finding.evidence, {
      counts: { messages: 4, mtu: 1492 },
      flows: ["10.7.0.4:40000 → 198.51.100.25:25"],
      frames: [1, 2, 3],
    });
    assert.equal(summaryOf(bytes, local).lead, finding.text);
  });

  it("is a note when it asks once", () => {
    assert.deepEqual(
      findingsIn("path-mtu", capturedAt([[0, mail]]), local).map(({ severity }) => severity),
      ["note"],
    );
  });

  it("is critical when the connection goes on with packets as large", () => {
    const [finding] = findingsIn("path-mtu", capturedAt(every(1, 5, () => mail)), local);
    assert.equal(finding?.severity, "critical");
  });

  it("is a warning when each of a few connections learns it anew", () => {
    const each = every(1, 8, (index) => tooBig([vm, 40_000 + index, server, 25]));
    assert.deepEqual(
      findingsIn("path-mtu", capturedAt(each), local).map(({ severity }) => severity),
      ["warning"],
    );
  });

  it("is critical when many connections go on with packets as large", () => {
    const each = every(0.6, 30, (index) => tooBig([vm, 40_000 + (index % 7), server, 25]));
    assert.deepEqual(
      findingsIn("path-mtu", capturedAt(each), local).map(({ severity }) => severity),
      ["critical"],
    );
  });

  it("is told of IPv6, and once for several destinations", () => {
    const about = (destination: string) =>
      icmpv6Error(
        ["fd00::1", "fd00::4"],
        { type: 2, code: 0, rest: 1280 },
        ipv6Packet(
          { source: "fd00::4", destination, protocol: 6 },
          tcpSegment(
            { sourcePort: 40_000, destinationPort: 443, sequence: 1, flags: tcpFlags.ack },
            Buffer.alloc(99),
          ),
        ),
      );
    const bytes = capturedAt(every(1, 3, (index) => about(`2001:db8::${index + 1}`)));
    const [finding, ...others] = findingsIn("path-mtu", bytes, { localAddresses: ["fd00::4"] });
    assert.deepEqual(others, []);
    assert.equal(
      finding?.text,
      "fd00::1 asks for packets of at most 1,280 bytes (3 times), for 3 destinations",
    );
  });
});

describe("fragments that get lost", () => {
  const lost = icmpError([server, vm], { type: 11, code: 1 }, tcp([vm, 40_000, server, 25], 1, ack));
  const said = (count: number) => findingsIn("path-mtu", capturedAt(every(1, count, () => lost)), local);

  it("are a warning from the third message on", () => {
    assert.deepEqual(
      said(3).map(({ severity, text }) => [severity, text]),
      [["warning", "198.51.100.25 lacks fragments of packets from 10.7.0.4 (3 times)"]],
    );
    assert.deepEqual(said(2), []);
  });
});
