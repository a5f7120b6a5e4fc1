import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { dnsCode, ends, lookups } from "../../../support/applications/dnsLookups.ts";
import { timedCapture, type TimedPacket } from "../../../support/applications/timedPackets.ts";
import { connections, TlsConnection } from "../../../support/applications/tlsConnection.ts";
import {
  certificateMessage,
  certificateOf,
  serverHello,
  tlsAlert,
  tlsRecords,
} from "../../../support/applications/tlsMessages.ts";
import { ack, summaryOf, tcp, vm } from "../../../support/packets/vmTraffic.ts";
import { clientHello } from "../../../support/packets/wire.ts";
import { withoutTshark } from "../../../support/tshark/tshark.ts";

const hello = clientHello("api.example.net");
const expired = certificateOf({
  notBefore: "2026-01-01T00:00:00Z",
  notAfter: "2026-11-22T12:00:00Z",
  commonName: "api.example.net",
  keyBytes: 2_000,
});
const flight = tlsRecords(Buffer.concat([serverHello(0x0301), certificateMessage([expired])]));
const handshake = (index: number, server: string): TlsConnection =>
  new TlsConnection(index / 4, [vm, 50_000 + index, server, 443]).send("client", hello);
const response = (code: number, body: number): Buffer =>
  Buffer.concat([
    Buffer.from(`HTTP/1.1 ${code} Reason\r\nContent-Length: ${body}\r\n\r\n`),
    Buffer.alloc(body, 0x20),
  ]);
const web = (server: string, code: number, port: number): TimedPacket[] =>
  Array.from({ length: 24 }, (_, index): TimedPacket[] => [
    [index / 4, tcp([vm, 40_000 + index, server, port], 1, ack, Buffer.from("GET / HTTP/1.1\r\n\r\n"))],
    [index / 4 + 0.01, tcp([server, port, vm, 40_000 + index], 1, ack, response(code, 600).subarray(0, 400))],
    [index / 4 + 0.02, tcp([server, port, vm, 40_000 + index], 401, ack, response(code, 600).subarray(400))],
  ]).flat();

/** Troubles of one server each, and the same protocols without any between the VM and others. */
const packets: readonly TimedPacket[] = [
  ...lookups(60, () => ({ server: "192.0.2.1", code: dnsCode.servFail })),
  ...lookups(60, () => ({ server: "192.0.2.2", code: null })),
  ...lookups(60, () => ({ server: "192.0.2.3", after: 2 })),
  ...lookups(60, (index) => ({
    server: "192.0.2.4",
    name: `${String(index).padStart(50, "a")}.t.example.org`,
  })),
  ...lookups(60, () => ({ server: "192.0.2.5" })),
  ...connections(8, (index) => handshake(index, "203.0.113.1").send("server", tlsAlert(2, 40))),
  ...connections(8, (index) => handshake(100 + index, "203.0.113.2").send("server", flight)),
  ...connections(8, (index) =>
    handshake(200 + index, "203.0.113.3").send("server", tlsRecords(serverHello(0x0304))),
  ),
  ...web("203.0.113.4", 503, 80),
  ...web("203.0.113.5", 200, 80),
  ...web("203.0.113.4", 200, 8_081),
  ...web("169.254.169.254", 429, 80),
  ends,
];

describe("filters of findings from applications", { skip: withoutTshark }, () => {
  const capture = timedCapture(packets);
  const folder = mkdtempSync(join(tmpdir(), "filters-"));
  const file = join(folder, "capture.pcap");
  writeFileSync(file, capture);
  process.on("exit", () => {
    rmSync(folder, { recursive: true });
  });
  const { findings } = summaryOf(capture, { localAddresses: [vm], summaryBytes: 64 * 1024 });

  it("are those of every kind", () => {
    const kinds = new Set(findings.map(({ kind }) => kind));
    for (const kind of [
      "dns-failure",
      "dns-unanswered",
      "dns-slow",
      "dns-tunnel",
      "tls-alert",
      "tls-old",
    ] as const)
      assert.ok(kinds.has(kind), kind);
    for (const kind of ["certificate", "http-errors", "platform"] as const) assert.ok(kinds.has(kind), kind);
  });

  for (const { kind, text, filter, evidence } of findings)
    it(`of ${kind} select the evidence, and one peer only: ${text}`, () => {
      const output = execFileSync(
        "tshark",
        [
          "-n",
          "-r",
          file,
          "-Y",
          filter,
          "-T",
          "fields",
          "-e",
          "frame.number",
          "-e",
          "ip.src",
          "-e",
          "ip.dst",
        ],
        { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
      );
      const lines = output
        .trim()
        .split("\n")
        .map((line) => line.split("\t"));
      const frames = lines.map(([frame]) => Number(frame));
      assert.ok(evidence.frames.length > 0);
      assert.deepEqual(
        evidence.frames.filter((frame) => !frames.includes(frame)),
        [],
      );
      const peers = new Set(lines.flatMap(([, source = "", destination = ""]) => [source, destination]));
      assert.deepEqual(peers.size, 2);
      assert.ok(peers.has(vm));
    });
});
