import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  found,
  probe,
  summaryOf,
  talk,
  times,
  type Outcome,
  type Timed,
} from "../../../support/behaviour/talks.ts";
import { server, syn, tcp, udp, vm } from "../../../support/packets/vmTraffic.ts";

const stranger = "198.51.100.7";

const scan = (count: number, outcome: Outcome, first = 1_000, by = stranger, of = vm): Timed[] =>
  times(count, (index) => probe(index * 0.01, [by, 40_000, of, first + index], outcome));

describe("port-scan", () => {
  it("names the scanner, the ports and what came of them, with frames and times", () => {
    const packets = [...scan(2, "open", 100), ...scan(1_200, "refused"), ...scan(9, "silent", 9_000)];
    const [finding] = found("port-scan", packets);
    assert.equal(
      finding?.text,
      `${stranger} probes 1,211 TCP ports of the VM: 2 open (100, 101), 1,200 refused, 9 without an answer`,
    );
    assert.equal(finding.severity, "critical");
    assert.equal(finding.filter, `ip.addr == ${stranger} && ip.addr == ${vm} && tcp`);
    assert.deepEqual(finding.evidence.counts, { ports: 1_211, open: 2, refused: 1_200, unanswered: 9 });
    assert.equal(finding.evidence.flows[0], `${stranger}:40000 → ${vm}:100`);
    assert.ok(finding.evidence.frames.includes(1));
    assert.equal(finding.firstAt, "2023-11-14T22:13:20.000000000Z");
    assert.equal(finding.nextStep, `Block ${stranger} in the NSG, and check what it did on port 100.`);
  });

  it("leads before a peer with most of the bytes", () => {
    const upload = talk(0, [vm, 50_000, server, 443], 200_000);
    assert.match(summaryOf([...upload, ...scan(60, "refused")]).lead, /probes 60 TCP ports of the VM/);
  });

  it("counts a port that is probed twice once, as open if it ever was", () => {
    const again = scan(30, "silent", 100);
    const later = again.map(([at, packet]): Timed => [at + 5, packet]);
    const best = [
      ...probe(10, [stranger, 41_000, vm, 100], "open"),
      ...probe(10, [stranger, 41_000, vm, 101], "refused"),
    ];
    const [finding] = found("port-scan", [...again, ...later, ...best]);
    assert.match(finding?.text ?? "", /probes 30 TCP ports of the VM: 1 open \(100\), 1 refused, 28 without/);
  });

  it("is critical when the VM scans, from 15 ports on", () => {
    const packets = scan(15, "refused", 1, vm, stranger);
    const [finding] = found("port-scan", packets);
    assert.equal(finding?.severity, "critical");
    assert.match(finding.text, /^The VM probes 15 TCP ports of 198\.51\.100\.7: 0 open, 15 refused/);
    assert.match(finding.nextStep, /^Isolate the VM/);
  });

  it("finds a scan in a capture of one direction, and says that no answer is seen", () => {
    const [finding] = found("port-scan", scan(26, "silent", 1, vm, "10.100.18.12"));
    assert.equal(finding?.text, "The VM probes 26 TCP ports of 10.100.18.12: no answer seen");
  });

  it("is a warning for a few ports from outside, critical for a neighbour or a port that only the scanner reached", () => {
    const severity = (packets: readonly Timed[]) => found("port-scan", packets)[0]?.severity;
    assert.equal(severity(scan(20, "refused")), "warning");
    assert.equal(severity(scan(20, "refused", 1_000, "10.1.2.9")), "critical");
    assert.equal(severity([...scan(20, "refused"), ...scan(1, "open", 8_080)]), "critical");
    const served = talk(1, ["203.0.113.50", 50_000, vm, 8_080], 1_000);
    assert.equal(severity([...scan(20, "refused"), ...scan(1, "open", 8_080), ...served]), "warning");
  });

  it("finds scans by segments without a SYN, and by datagrams", () => {
    const bare = times(40, (index): Timed[] => [
      [index * 0.01, tcp([stranger, 50_000, vm, 1 + index], 1, 1)],
    ]);
    assert.match(found("port-scan", bare)[0]?.text ?? "", /probes 40 TCP ports/);
    const datagrams = times(40, (index): Timed[] => [
      [index * 0.01, udp([stranger, 50_000, vm, 1 + index], Buffer.alloc(8))],
    ]);
    assert.match(found("port-scan", datagrams)[0]?.text ?? "", /probes 40 UDP ports/);
  });

  it("tells a scanner of several hosts once", () => {
    const hosts = ["10.1.2.11", "10.1.2.12", "10.1.2.13"];
    const findings = found(
      "port-scan",
      hosts.flatMap((host) => scan(20, "refused", 1, vm, host)),
    );
    assert.equal(findings.length, 1);
    assert.match(findings[0]?.text ?? "", /^The VM probes up to 20 TCP ports of 3 hosts/);
  });

  it("says 'at least' after there was more than fits in memory", () => {
    const strangers = times(20_000, (index) =>
      probe(
        20 + index * 0.001,
        [`203.${index >> 12}.${(index >> 4) & 255}.${index & 15}`, 40_000, vm, 443],
        "refused",
      ),
    );
    const [finding] = found("port-scan", [...scan(200, "refused"), ...strangers]);
    assert.match(finding?.text ?? "", /probes at least 200 TCP ports of the VM/);
  });
});

describe("no port-scan", () => {
  for (const [why, packets] of [
    ["when a stranger knocks at three ports", scan(3, "silent")],
    ["when 14 ports are refused", scan(14, "refused")],
    ["when most ports are open", [...scan(20, "refused"), ...scan(21, "open", 5_000)]],
    ["when two of twenty are refused", [...scan(2, "refused"), ...scan(18, "open", 5_000)]],
    [
      "when every port is another host's try",
      times(40, (n) => probe(n, [`203.0.113.${n}`, 40_000, vm, 100 + n], "refused")),
    ],
    [
      "when many hosts are refused at one port",
      times(40, (n) => probe(n, [`203.0.113.${n}`, 40_000, vm, 3_389], "refused")),
    ],
    [
      "in a capture of one direction of a busy client",
      times(40, (n) =>
        talk(n, [vm, 50_000 + n, server, 100 + n], 1_000).filter((_, at) => at !== 1 && at % 2 === 0),
      ),
    ],
    [
      "in the answers of a DNS server to its client's ports, captured in one direction",
      times(40, (n): Timed[] => [[n, udp(["203.0.113.53", 53, vm, 40_000 + n], Buffer.alloc(80))]]),
    ],
    [
      "in a traceroute",
      times(60, (n): Timed[] => [[n * 0.1, udp([vm, 50_000, server, 33_434 + n], Buffer.alloc(32))]]),
    ],
    [
      "when one port is asked again and again",
      times(40, (n): Timed[] => [[n, tcp([vm, 50_000 + n, server, 443], 1, syn)]]),
    ],
  ] as const)
    it(why, () => {
      assert.deepEqual(found("port-scan", packets), []);
    });
});
