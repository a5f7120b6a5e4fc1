import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findingsOf, timedCapture, type TimedPacket } from "../../../support/applications/timedPackets.ts";
import { connections, TlsConnection } from "../../../support/applications/tlsConnection.ts";
import {
  certificateMessage,
  certificateOf,
  serverHello,
  serverHelloDone,
  tlsAlert,
  tlsRecords,
} from "../../../support/applications/tlsMessages.ts";
import { server, summaryOf, vm } from "../../../support/packets/vmTraffic.ts";
import { clientHello } from "../../../support/packets/wire.ts";

const client = "198.51.100.7";
const tls12 = 0x0303;

const toServer = (index: number): TlsConnection =>
  new TlsConnection(index, [vm, 50_000 + index, server, 443]);
const toVm = (index: number): TlsConnection => new TlsConnection(index, [client, 50_000 + index, vm, 443]);

const hello = clientHello("api.example.net");
const certificateFlight = (notBefore: string, notAfter: string, most?: number): Buffer => {
  const leaf = certificateOf({
    notBefore,
    notAfter,
    commonName: "Api",
    dnsNames: ["api.example.net"],
    keyBytes: 2_000,
  });
  const issuer = certificateOf({ notBefore, notAfter: "2049-01-01T00:00:00Z", commonName: "Example CA" });
  const chain = certificateMessage([leaf, issuer]);
  return tlsRecords(Buffer.concat([serverHello(tls12), chain, serverHelloDone]), most);
};

describe("fatal alerts", () => {
  const failing = (count: number, all: number): TimedPacket[] =>
    connections(all, (index) => {
      const connection = toServer(index).send("client", hello);
      return index < count
        ? connection.send("server", tlsAlert(2, 40))
        : connection.send("server", tlsRecords(serverHello(0x0304)));
    });

  it("are critical when they end half of a service's handshakes", () => {
    const [finding, ...others] = findingsOf("tls-alert", failing(12, 14));
    assert.deepEqual(others, []);
    assert.equal(finding?.severity, "critical");
    assert.equal(
      finding.text,
      "203.0.113.9:443 (api.example.net) ends 12 of 14 TLS handshakes: handshake_failure (40)",
    );
    assert.equal(
      finding.filter,
      "tls.alert_message.desc == 40 && ip.src == 203.0.113.9 && tcp.srcport == 443",
    );
    assert.deepEqual(finding.evidence, {
      counts: { handshakes: 14, alerts: 12, description: 40 },
      flows: [0, 1, 2].map((index) => `${vm}:${50_000 + index} → ${server}:443`),
      frames: [2, 4, 6],
    });
  });

  it("are a warning when they end one in ten, and nothing when they end one in thirty", () => {
    assert.deepEqual(
      [failing(3, 30), failing(1, 30)].map((packets) => findingsOf("tls-alert", packets)[0]?.severity),
      ["warning", undefined],
    );
  });

  it("say that the VM does not trust the server", () => {
    const packets = connections(4, (index) =>
      toServer(index)
        .send("client", hello)
        .send("server", certificateFlight("2026-01-01T00:00:00Z", "2027-11-01T00:00:00Z"))
        .send("client", tlsAlert(2, 48)),
    );
    const [finding] = findingsOf("tls-alert", packets);
    assert.equal(
      finding?.text,
      "The VM does not trust 203.0.113.9:443 (api.example.net): unknown_ca (48) in 4 of 4 TLS handshakes",
    );
    assert.equal(
      finding.filter,
      "tls.alert_message.desc == 48 && ip.dst == 203.0.113.9 && tcp.dstport == 443",
    );
  });

  it("say that clients do not trust the VM, which is critical", () => {
    const packets = connections(5, (index) =>
      toVm(index).send("client", hello).send("client", tlsAlert(2, 45)),
    );
    const [finding] = findingsOf("tls-alert", packets);
    assert.equal(finding?.severity, "critical");
    assert.match(finding.text, /^Clients do not trust the VM's 10\.1\.2\.4:443 .*certificate_expired \(45\)/);
  });

  it("are a note when strangers offer the VM what it does not take", () => {
    const packets = connections(6, (index) =>
      toVm(index).send("client", hello).send("server", tlsAlert(2, 70)),
    );
    assert.deepEqual(
      findingsOf("tls-alert", packets).map(({ severity }) => severity),
      ["note"],
    );
  });

  it("are none when a side only closes the connection, or the alert is encrypted", () => {
    const encrypted = Buffer.concat([Buffer.from([21, 3, 3, 0, 26, 2, 40]), Buffer.alloc(24, 0x77)]);
    const packets = [tlsAlert(1, 0), tlsAlert(1, 112), encrypted].flatMap((alert, index) =>
      connections(4, (turn) =>
        toServer(10 * index + turn)
          .send("client", hello)
          .send("server", alert),
      ),
    );
    assert.deepEqual(findingsOf("tls-alert", packets), []);
  });
});

describe("old versions of TLS", () => {
  const negotiated = (version: number): TimedPacket[] =>
    connections(3, (index) =>
      toServer(index)
        .send("client", hello)
        .send("server", tlsRecords(serverHello(version))),
    );

  it("are a note, and a warning if it is SSL 3.0", () => {
    const [finding] = findingsOf("tls-old", negotiated(0x0301));
    assert.equal(finding?.severity, "note");
    assert.equal(
      finding.text,
      "203.0.113.9:443 (api.example.net) still negotiates TLS 1.0 (3 of 3 handshakes)",
    );
    assert.equal(
      finding.filter,
      "ip.src == 203.0.113.9 && tcp.srcport == 443 && (tls.handshake.type == 2 || frame.number in {2, 4, 6})",
    );
    assert.deepEqual(finding.evidence.frames, [2, 4, 6]);
    assert.equal(findingsOf("tls-old", negotiated(0x0300))[0]?.severity, "warning");
  });

  it("are not TLS 1.2, nor TLS 1.3 with its field of 1.2", () => {
    assert.deepEqual(
      [0x0303, 0x0304].flatMap((version) => findingsOf("tls-old", negotiated(version))),
      [],
    );
  });
});

describe("certificates", () => {
  const shown = (count: number, notAfter: string, connect = toServer, most?: number): TimedPacket[] =>
    connections(count, (index) =>
      connect(index)
        .send("client", hello)
        .send("server", certificateFlight("2026-01-01T00:00:00Z", notAfter, most)),
    );

  it("that have expired are critical, read across segments and records", () => {
    for (const most of [16_384, 500]) {
      const [finding, ...others] = findingsOf(
        "certificate",
        shown(3, "2026-11-22T12:00:00Z", toServer, most),
      );
      assert.deepEqual(others, []);
      assert.equal(finding?.severity, "critical");
      assert.equal(
        finding.text,
        "The certificate of 203.0.113.9:443 (api.example.net) expired 3 days ago: 3 handshakes",
      );
      assert.deepEqual(finding.evidence.counts, { handshakes: 3, daysLeft: -3 });
    }
  });

  it("of the VM itself are its own, and critical from the first handshake on", () => {
    const [finding] = findingsOf("certificate", shown(1, "2026-11-25T23:00:00Z", toVm));
    assert.equal(finding?.severity, "critical");
    assert.equal(
      finding.text,
      "The VM's certificate on 10.1.2.4:443 (api.example.net) expired less than a day ago: 1 handshake",
    );
  });

  it("that expire soon are a note, and a warning within a week", () => {
    const severities = [
      "2026-12-20T00:00:00Z",
      "2026-12-01T00:00:00Z",
      "2027-02-01T00:00:00Z",
      "2051-01-01T00:00:00Z",
    ];
    assert.deepEqual(
      severities.map((notAfter) => findingsOf("certificate", shown(2, notAfter))[0]?.severity),
      ["note", "warning", undefined, undefined],
    );
  });

  it("are not judged by a capture without a clock", () => {
    const capture = timedCapture(shown(3, "2026-11-22T12:00:00Z"), 1_000);
    const { findings } = summaryOf(capture, { localAddresses: [vm] });
    assert.deepEqual(
      findings.filter(({ kind }) => kind === "certificate"),
      [],
    );
  });

  it("are not read in the part of TLS 1.3 that is encrypted", () => {
    const packets = connections(3, (index) => {
      const flight = certificateFlight("2026-01-01T00:00:00Z", "2026-11-22T12:00:00Z");
      const hidden = Buffer.concat([
        Buffer.from([23, 3, 3]),
        Buffer.from([flight.length >> 8, flight.length & 255]),
      ]);
      return toServer(index)
        .send("client", hello)
        .send("server", Buffer.concat([tlsRecords(serverHello(0x0304)), hidden, flight]));
    });
    assert.deepEqual(findingsOf("certificate", packets), []);
  });
});
