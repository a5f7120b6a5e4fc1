import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { everyNth } from "../support/depth.ts";
import {
  grammarCapture,
  oddCapture,
  pcapCaptures,
  pcapngCapture,
  type GeneratedCapture,
} from "../support/packets/generatedCaptures.ts";
import { links } from "../support/packets/linkFrames.ts";
import { analyzed, assertAgreement, endText } from "../support/tshark/agreement.ts";
import { kinds, withoutTshark } from "../support/tshark/tshark.ts";
import type { CaptureAnalyzer } from "../../src/pcap/captureAnalyzer.ts";
import type { ConversationKind } from "../../src/pcap/flows/listConversations.ts";

const captures = [...pcapCaptures(7, 400), pcapngCapture(99, 150), pcapngCapture(100, 80, false)];
const odd = oddCapture();
const random = everyNth(
  3,
  links.map((link, index) => [link, 1000 + index, 400, index % 2 === 1] as const),
).map((options) => grammarCapture(...options));

/** Packets and bytes per conversation, directions told apart, from what the generator knows. */
function knownConversations({ packets }: GeneratedCapture, kind: ConversationKind): string[] {
  const totals = new Map<string, [number, number]>();
  for (const { from, to, ports, protocols, packet } of packets) {
    if (from === null || to === null || !protocols.includes(kind)) continue;
    if ((kind === "tcp" || kind === "udp") && ports === null) continue;
    const [fromPort, toPort] = ports ?? [0, 0];
    const key = `${endText(kind, from, fromPort)} > ${endText(kind, to, toPort)}`;
    const [count, bytes] = totals.get(key) ?? [0, 0];
    totals.set(key, [count + 1, bytes + packet.frame.length]);
  }
  return [...totals].map(([key, [count, bytes]]) => `${key} ${count} ${bytes}`).sort();
}

function foundConversations(analyzer: CaptureAnalyzer, kind: ConversationKind): string[] {
  return analyzer
    .conversations(kind)
    .flatMap((found) => {
      const a = endText(kind, found.addressA, found.portA);
      const b = endText(kind, found.addressB, found.portB);
      const ab = found.packetsAB > 0 ? [`${a} > ${b} ${found.packetsAB} ${found.bytesAB}`] : [];
      return found.packetsBA > 0 ? [...ab, `${b} > ${a} ${found.packetsBA} ${found.bytesBA}`] : ab;
    })
    .sort();
}

describe("the contents of generated captures", () => {
  for (const capture of captures.filter(({ packets }) => packets.length > 0)) {
    it(`are what the analysis finds: ${capture.name}`, () => {
      const { analyzer, summary } = analyzed(capture.bytes);
      const { packets } = capture;
      assert.equal(summary.file.ending, "complete");
      assert.equal(summary.packets, packets.length);
      assert.equal(
        summary.bytes,
        packets.reduce((bytes, { packet }) => bytes + packet.frame.length, 0),
      );
      for (const protocol of ["arp", "ip", "ipv6", "tcp", "udp", "icmp", "icmpv6", "dns"] as const) {
        const known = packets.filter(({ protocols }) => protocols.includes(protocol)).length;
        assert.equal(summary.protocols[protocol], known, protocol);
      }
      for (const kind of kinds) {
        assert.deepEqual(foundConversations(analyzer, kind), knownConversations(capture, kind));
      }
    });
  }
});

describe("the counts of tshark and capinfos", { skip: withoutTshark }, () => {
  for (const { name, bytes } of [...everyNth(18, captures), odd]) {
    it(`are those of the analysis: ${name}`, () => {
      assertAgreement(bytes, 0, bytes === odd.bytes ? 3 : name.includes("cut packets") ? "some" : 0);
    });
  }
  for (const { name, bytes } of random) {
    it(`are those of the analysis except for one frame: ${name}`, () => {
      assertAgreement(bytes, 1);
    });
  }
});
