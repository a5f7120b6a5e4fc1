import assert from "node:assert/strict";
import { it } from "node:test";
import { pcapFile } from "../../support/packets/captureFiles.ts";
import { frame } from "../../support/packets/linkFrames.ts";
import { summaryOf, udp, vm } from "../../support/packets/vmTraffic.ts";
import { ipv6Packet, udpDatagram } from "../../support/packets/wire.ts";

const written = (type: number, packet: Buffer) => {
  const bytes = frame("ethernet", type, [], packet);
  return { seconds: 1_700_000_000, nanoseconds: 0, frame: bytes, kept: bytes.length };
};

it("an upload from an address that the VM shows only after a flood counts as outbound, and is the lead", () => {
  const flood = Array.from({ length: 3000 }, (_, index) =>
    written(0x0800, udp([`198.51.${index >> 8}.${index & 255}`, 4000, vm, 80], Buffer.alloc(20))),
  );
  const upload = Array.from({ length: 300 }, () =>
    written(
      0x86dd,
      ipv6Packet(
        { source: "2001:db8::4", destination: "2001:db8:ffff::9", protocol: 17 },
        udpDatagram(50_000, 443, Buffer.alloc(1200)),
      ),
    ),
  );
  const file = pcapFile([...flood, ...upload], { link: 1, littleEndian: true, nanoseconds: false });
  const summary = summaryOf(file, { flowCapacity: 256, question: "outbound" });
  assert.deepEqual(summary.localAddresses.addresses, [vm, "2001:db8::4"]);
  assert.equal(summary.directions.outbound.packets, 300);
  assert.equal(summary.lead, "100% of outbound bytes went to [2001:db8:ffff::9]:443");
});
