import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { scenarioNames } from "../../../local/traffic/namedScenarios.ts";
import { everyNth } from "../../support/depth.ts";
import { selectedPackets, type SelectedPacket } from "../../support/findings/selectedPackets.ts";
import { capturedAt, icmpError } from "../../support/packets/icmpErrors.ts";
import { summaryOf, syn, tcp, udp } from "../../support/packets/vmTraffic.ts";
import { captured } from "../../support/traffic/capture.ts";
import { withoutTshark } from "../../support/tshark/tshark.ts";
import type { Finding } from "../../../src/pcap/findings/finding.ts";

/** Long enough for the troubles that take minutes, such as a connection that was idle for four of them. */
const seconds = 330;

const vm = "10.7.0.4";
/** What ICMP tells, with packets of others in between. */
function messages(): Buffer {
  const question = udp([vm, 40_001, "10.7.0.53", 53], Buffer.alloc(30));
  const request = tcp([vm, 40_002, "10.9.0.8", 1433], 1, syn);
  const upload = tcp([vm, 40_003, "198.51.100.25", 25], 1, 16, Buffer.alloc(1460));
  const others = tcp(["10.8.0.1", 40_002, "10.8.0.2", 1433], 1, syn);
  const each = [
    icmpError(["10.7.0.53", vm], { type: 3, code: 3 }, question),
    icmpError(["10.7.0.1", vm], { type: 3, code: 13 }, request),
    icmpError(["10.7.0.1", vm], { type: 11, code: 0 }, tcp([vm, 40_004, "10.9.0.9", 443], 1, syn)),
    icmpError(["10.7.0.1", vm], { type: 3, code: 4, rest: 1400 }, upload),
    icmpError(["10.8.0.9", "10.8.0.1"], { type: 3, code: 1 }, others),
    icmpError(
      [vm, "203.0.113.66"],
      { type: 3, code: 3 },
      udp(["203.0.113.66", 50_000, vm, 514], Buffer.alloc(9)),
    ),
    ...Array.from({ length: 5 }, (_, host) =>
      icmpError(["10.7.0.1", vm], { type: 3, code: 0 }, tcp([vm, 40_005, `10.6.0.${host}`, 22], 1, syn)),
    ),
    question,
    others,
  ];
  return capturedAt(
    Array.from({ length: 30 }, (_, second) => each.map((packet) => [second, packet] as const)).flat(),
  );
}

const captures: readonly (readonly [name: string, capture: () => Buffer])[] = [
  ["ICMP", messages],
  ...everyNth(9, scenarioNames).map(
    (scenario) => [scenario, () => captured(seconds, { scenario }).bytes] as const,
  ),
];

/** The addresses that a filter names. */
const namedIn = (filter: string): string[] =>
  [...filter.matchAll(/(?<=[ {])(?:\d+\.\d+\.\d+\.\d+|[\da-f]*:[\da-f:.]*)(?=$|[\s,)}])/g)].map(
    ([text]) => text,
  );

function assertFits({ text, filter, evidence }: Finding, selected: readonly SelectedPacket[] | string): void {
  if (typeof selected === "string") assert.fail(`${text}: tshark refuses ${filter}: ${selected}`);
  const frames = new Set(selected.map(({ frame }) => frame));
  assert.deepEqual(
    evidence.frames.filter((frame) => !frames.has(frame)),
    [],
    `${text}: frames that ${filter} does not select`,
  );
  const named = namedIn(filter);
  const strange = selected.filter(({ addresses }) => !named.some((address) => addresses.includes(address)));
  assert.deepEqual(named.length === 0 ? [] : strange.slice(0, 3), [], `${text}: ${filter} selects others`);
  assert.ok(frames.size > 0, `${text}: ${filter} selects nothing`);
}

describe("the filters of all findings", { skip: withoutTshark }, () => {
  for (const [name, capture] of captures)
    it(`select the packets of the evidence, and none of other peers: ${name}`, () => {
      const bytes = capture();
      const findings = summaryOf(bytes).findings.filter(({ filter }) => filter !== "");
      const selected = selectedPackets(
        bytes,
        findings.map(({ filter }) => filter),
      );
      for (const finding of findings) assertFits(finding, selected.get(finding.filter) ?? []);
    });

  it("are tried by what tshark says of a wrong one, too", () => {
    const selected = selectedPackets(messages(), ["icmp.type == ", "icmp.type == 11"]);
    assert.match(JSON.stringify(selected.get("icmp.type == ")), /refused/);
    assert.equal(selected.get("icmp.type == 11")?.length, 30);
  });

  it("name the addresses that are looked up", () => {
    assert.deepEqual(namedIn("ip.src in {10.0.0.1, 10.0.0.2} && (ipv6.dst == fd00::1) && tcp.port == 443"), [
      "10.0.0.1",
      "10.0.0.2",
      "fd00::1",
    ]);
  });
});
