import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findingsOf, type TimedPacket } from "../../../support/applications/timedPackets.ts";
import { ack, reset, syn, tcp, vm, type Ends } from "../../../support/packets/vmTraffic.ts";
import type { FindingKind } from "../../../../src/pcap/findings/finding.ts";

const backend = "10.1.3.8";
const platform = "168.63.129.16";
const metadata = "169.254.169.254";

const response = (code: number): Buffer =>
  Buffer.from(`HTTP/1.1 ${code} Reason\r\nContent-Length: 2\r\n\r\nok`);
const turned = ([from, fromPort, to, toPort]: Ends): Ends => [to, toPort, from, fromPort];

/** A connection with one request and its response; 0 for none. */
function request(at: number, there: Ends, code: number): TimedPacket[] {
  const back = turned(there);
  const packets = [
    tcp(there, 1, syn),
    tcp(back, 1, syn | ack),
    tcp(there, 2, ack, Buffer.from("GET / HTTP/1.1\r\n\r\n")),
  ];
  if (code !== 0) packets.push(tcp(back, 2, ack, response(code)));
  return packets.map((packet, index): TimedPacket => [at + index / 1000, packet]);
}

/** A request to open that is refused, or has no answer. */
const failed = (at: number, there: Ends, outcome: "refused" | "unanswered"): TimedPacket[] => [
  [at, tcp(there, 1, syn)],
  ...(outcome === "refused" ? [[at + 0.001, tcp(turned(there), 0, reset | ack)] as const] : []),
];

const ends: TimedPacket = [200, tcp([vm, 50_000, "10.1.3.9", 443], 1, ack, Buffer.alloc(10))];
const endsToo: TimedPacket = [200, tcp(["10.1.3.9", 443, vm, 50_000], 1, ack, Buffer.alloc(10))];

const calls = (codes: readonly number[], host = backend, port = 8_080): TimedPacket[] =>
  codes.flatMap((code, index) => request(index, [vm, 50_000 + index, host, port], code));
const visits = (codes: readonly number[]): TimedPacket[] =>
  codes.flatMap((code, index) => request(index, ["198.51.100.7", 50_000 + index, vm, 80], code));
const times = (count: number, code: number): number[] => Array<number>(count).fill(code);
const severities = (kind: FindingKind, packets: readonly TimedPacket[]) =>
  findingsOf(kind, packets).map(({ severity }) => severity);

describe("HTTP errors", () => {
  it("are critical when most requests to a service get 5xx", () => {
    const [finding, ...others] = findingsOf("http-errors", calls([...times(24, 200), ...times(36, 503)]));
    assert.deepEqual(others, []);
    assert.equal(finding?.severity, "critical");
    assert.equal(finding.text, "10.1.3.8:8080 answers 36 of 60 HTTP requests with 503");
    assert.match(finding.filter, /^ip\.src == 10\.1\.3\.8 && tcp\.srcport == 8080 && tcp\.payload/);
    assert.deepEqual(finding.evidence.counts, { responses: 60, errors: 36, status503: 36 });
    assert.deepEqual(finding.evidence.frames, [100, 104, 108]);
    assert.equal(finding.evidence.flows[0], `${vm}:50024 → ${backend}:8080`);
  });

  it("are a warning when one request in ten gets 5xx, told by the most frequent code", () => {
    const [finding] = findingsOf(
      "http-errors",
      calls([...times(90, 200), ...times(4, 500), ...times(6, 502)]),
    );
    assert.equal(finding?.severity, "warning");
    assert.equal(finding.text, "10.1.3.8:8080 answers 10 of 100 HTTP requests with 5xx, mostly 502");
  });

  it("of the VM's own server are its own", () => {
    const [finding] = findingsOf("http-errors", visits(times(20, 500)));
    assert.equal(finding?.severity, "critical");
    assert.equal(finding.text, "The VM's 10.1.2.4:80 answers 20 of 20 HTTP requests with 500");
  });

  it("are a warning when a service throttles the VM, or refuses most requests", () => {
    assert.deepEqual(severities("http-errors", calls([...times(90, 200), ...times(10, 429)])), ["warning"]);
    assert.deepEqual(severities("http-errors", calls([...times(10, 200), ...times(30, 403)])), ["warning"]);
  });

  for (const [why, packets] of [
    ["a few requests fail", calls([...times(96, 200), ...times(4, 500)])],
    ["pages have moved", calls(times(50, 301))],
    ["each request is challenged once", calls([...times(30, 401), ...times(30, 200)])],
    [
      "a download has a line like a status line in its middle",
      [
        ...calls([200]),
        [5, tcp([backend, 8_080, vm, 50_000], 100, ack, Buffer.from("HTTP/2.0 503 is not HTTP/1"))],
      ],
    ],
  ] as const)
    it(`are not found when ${why}`, () => {
      assert.deepEqual(findingsOf("http-errors", packets), []);
    });

  it("are at most a note when crawlers ask the VM for what it does not have", () => {
    assert.deepEqual(severities("http-errors", visits([...times(20, 200), ...times(40, 404)])), ["note"]);
  });
});

describe("Azure's health probes", () => {
  const probe = (index: number): Ends => [platform, 60_000 + index, vm, 80];
  const probes = (codes: readonly number[]): TimedPacket[] =>
    codes.flatMap((code, index) => request(5 * index, probe(index), code));

  it("that get an error are critical, and no error of the web server", () => {
    const packets = probes(times(12, 503));
    const [finding] = findingsOf("platform", packets);
    assert.equal(finding?.severity, "critical");
    assert.equal(finding.text, "Azure's health probe fails: 503 from the VM's port 80, 12 of 12");
    assert.equal(finding.filter, "ip.addr == 168.63.129.16 && ip.addr == 10.1.2.4 && tcp.port == 80");
    assert.deepEqual(finding.evidence.frames, [4, 8, 12]);
    assert.deepEqual(findingsOf("http-errors", packets), []);
  });

  for (const [outcome, text] of [
    ["refused", "Azure's health probe fails: the VM's port 80 refuses the connection, 12 of 12"],
    ["unanswered", "Azure's health probe fails: no answer from the VM's port 80, 12 of 12"],
  ] as const)
    it(`that are ${outcome} are critical`, () => {
      const packets = times(12, 0).flatMap((_, index) => failed(5 * index, probe(index), outcome));
      const [finding, ...others] = findingsOf("platform", [...packets, ends, endsToo]);
      assert.deepEqual(others, []);
      assert.equal(finding?.severity, "critical");
      assert.equal(finding.text, text);
    });

  it("are a warning while few of them fail", () => {
    assert.deepEqual(severities("platform", probes([...times(9, 200), ...times(3, 500)])), ["warning"]);
  });

  it("are no finding when they get 200, or when a single one fails", () => {
    assert.deepEqual(severities("platform", probes([...times(11, 200), 503])), []);
  });

  it("are no finding when the capture has one direction", () => {
    const packets = times(12, 0).flatMap((_, index) => failed(5 * index, probe(index), "unanswered"));
    assert.deepEqual(severities("platform", [...packets, [200, tcp(["10.1.3.9", 443, vm, 1], 1, ack)]]), []);
  });
});

describe("Azure's services", () => {
  it("that cannot be reached are a warning", () => {
    const packets = times(5, 0).flatMap((_, index) =>
      failed(index, [vm, 51_000 + index, platform, 32_526], "unanswered"),
    );
    const [finding] = findingsOf("platform", [...packets, ends, endsToo]);
    assert.equal(finding?.severity, "warning");
    assert.equal(
      finding.text,
      "The VM cannot reach the VM agent's wire server (168.63.129.16:32526): 5 of 5 connections unanswered",
    );
    assert.equal(finding.filter, "ip.addr == 168.63.129.16 && tcp.port == 32526");
  });

  it("that answer with errors are a warning, and no trouble of a web server", () => {
    const packets = calls(times(6, 429), metadata, 80);
    const [finding] = findingsOf("platform", packets);
    assert.equal(
      finding?.text,
      "Azure's instance metadata service (169.254.169.254:80) answers 6 of 6 requests with 429",
    );
    assert.deepEqual(findingsOf("http-errors", packets), []);
  });

  it("are no finding while they answer", () => {
    assert.deepEqual(severities("platform", calls(times(6, 200), platform, 80)), []);
  });
});
