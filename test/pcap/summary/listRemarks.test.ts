import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  ack,
  captureOf,
  reset,
  summaryOf,
  syn,
  tcp,
  udp,
  vm,
  type Ends,
} from "../../support/packets/vmTraffic.ts";
import { dnsMessage } from "../../support/packets/wire.ts";

const stranger = "198.51.100.7";
const synFilter = "tcp.flags.syn == 1 && tcp.flags.ack == 0";

type Outcome = "open" | "refused" | "silent";
const turned = ([from, fromPort, to, toPort]: Ends): Ends => [to, toPort, from, fromPort];

/** One request to open, and what comes of it. */
function attempt(ends: Ends, outcome: Outcome): Buffer[] {
  const answers = { open: [syn | ack], refused: [reset | ack], silent: [] }[outcome];
  return [tcp(ends, 1, syn), ...answers.map((flags) => tcp(turned(ends), 1, flags))];
}

const ofPorts = (count: number, first: number, outcome: Outcome, peer = stranger): Buffer[] =>
  Array.from({ length: count }, (_, index) => attempt([peer, 40_000, vm, first + index], outcome)).flat();
const ofHosts = (count: number, first: number, outcome: Outcome): Buffer[] =>
  Array.from({ length: count }, (_, index) =>
    attempt([vm, 40_000, `10.1.3.${first + index}`, 445], outcome),
  ).flat();
const remarksOf = (packets: readonly Buffer[]) =>
  summaryOf(captureOf(packets), { localAddresses: [vm] }).remarks;
const textsOf = (packets: readonly Buffer[]) => remarksOf(packets).map(({ text }) => text);

describe("remarks on ports", () => {
  it("name the prober, the number of ports and their outcomes", () => {
    const packets = [
      ...ofPorts(2, 100, "open"),
      ...ofPorts(1_200, 200, "refused"),
      ...ofPorts(9, 9_000, "silent"),
    ];
    const text = `${stranger} probed 1,211 TCP ports: 2 open, 1,200 refused, 9 no reply`;
    const filter = `ip.src == ${stranger} && ${synFilter}`;
    assert.deepEqual(remarksOf(packets), [{ kind: "ports-tried", text, filter }]);
  });

  it("count a port that is probed twice once, as open if it ever was", () => {
    const again = ofPorts(30, 100, "silent");
    const packets = [...again, ...again, ...ofPorts(1, 100, "open"), ...ofPorts(1, 101, "refused")];
    assert.deepEqual(textsOf(packets), [`${stranger} probed 30 TCP ports: 1 open, 1 refused, 28 no reply`]);
  });

  it("distinguish probes by the VM from probes of the VM", () => {
    const packets = Array.from({ length: 15 }, (_, port) => attempt([vm, 40_000, stranger, port], "refused"));
    assert.deepEqual(remarksOf(packets.flat()), [
      {
        kind: "ports-tried",
        text: `The VM probed 15 TCP ports of ${stranger}: 0 open, 15 refused, 0 no reply`,
        filter: `ip.dst == ${stranger} && ${synFilter}`,
      },
    ]);
  });

  it("describe the worst three and count the others", () => {
    const packets = [20, 18, 16, 17, 19].flatMap((count, index) =>
      ofPorts(count, 100, "refused", `203.0.113.${index}`),
    );
    assert.deepEqual(
      textsOf(packets).map((text) => text.replace(/ probed .*/, "")),
      ["203.0.113.0", "203.0.113.4", "203.0.113.1", "2 more like this"],
    );
  });

  for (const [why, packets] of [
    ["there are only a few", ofPorts(14, 100, "refused")],
    ["most of them are open", [...ofPorts(20, 100, "refused"), ...ofPorts(21, 200, "open")]],
    [
      "each is probed by another host",
      Array.from({ length: 40 }, (_, n) => ofPorts(1, 100 + n, "refused", `203.0.113.${n}`)).flat(),
    ],
    [
      "many hosts are refused at one port of the VM",
      Array.from({ length: 40 }, (_, n) => ofPorts(1, 3_389, "refused", `203.0.113.${n}`)).flat(),
    ],
    ["only one direction was captured", ofPorts(400, 100, "silent")],
  ] as const)
    it(`are not made when ${why}`, () => {
      assert.deepEqual(remarksOf(packets), []);
    });

  it("say 'at least' after there were more flows than fit in memory", () => {
    const packets = ofPorts(2_000, 100, "refused");
    const { remarks } = summaryOf(captureOf(packets), { localAddresses: [vm], flowCapacity: 256 });
    assert.match(remarks[0]?.text ?? "", /probed at least [\d,]+ TCP ports/);
  });
});

describe("remarks on hosts", () => {
  it("name the port that the VM probed", () => {
    const packets = [...ofHosts(1, 1, "open"), ...ofHosts(20, 50, "refused"), ...ofHosts(30, 100, "silent")];
    assert.deepEqual(remarksOf(packets), [
      {
        kind: "hosts-tried",
        text: "The VM probed TCP port 445 of 51 hosts: 1 open, 20 refused, 30 no reply",
        filter: `tcp.dstport == 445 && ${synFilter}`,
      },
    ]);
  });

  for (const [why, packets] of [
    ["there are only a few", ofHosts(24, 1, "refused")],
    ["most of them answer", [...ofHosts(30, 1, "refused"), ...ofHosts(31, 100, "open")]],
  ] as const)
    it(`are not made when ${why}`, () => {
      assert.deepEqual(remarksOf(packets), []);
    });
});

describe("remarks on DNS names", () => {
  const ask = (count: number, code: number, name: (index: number) => string): Buffer[] =>
    Array.from({ length: count }, (_, index) => [
      udp([vm, 40_000, "10.1.2.1", 53], dnsMessage(name(index), null)),
      udp(["10.1.2.1", 53, vm, 40_000], dnsMessage(name(index), code)),
    ]).flat();
  const different = (index: number) => `n${index}.example.net`;

  it("count the queries, the names and the failures", () => {
    const packets = [...ask(1_800, 3, different), ...ask(200, 0, () => "www.example.net")];
    assert.deepEqual(remarksOf(packets), [
      {
        kind: "failing-names",
        text: "2,000 DNS queries for 1,801 names: 90% of the lookups failed",
        filter: "dns.flags.rcode > 0",
      },
    ]);
  });

  it("say 'at least' when there are more names than fit in memory", () => {
    const { dns, remarks } = summaryOf(captureOf(ask(5_000, 3, different)));
    assert.deepEqual([dns.exact, dns.distinctNames], [false, 4_096]);
    assert.match(remarks[0]?.text ?? "", /5,000 DNS queries for at least 4,096 names: 100 %/);
  });

  for (const [why, packets] of [
    ["few names fail", ask(99, 3, different)],
    ["one name fails over and over", ask(3_000, 3, () => "wpad.example.net")],
    ["most are answered", [...ask(150, 3, different), ...ask(160, 0, () => "www.example.net")]],
  ] as const)
    it(`are not made when ${why}`, () => {
      assert.deepEqual(remarksOf(packets), []);
    });
});
