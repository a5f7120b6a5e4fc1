import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Flight } from "../../../src/pcap/tls/flight.ts";
import { readLeafCertificate } from "../../../src/pcap/tls/leafCertificate.ts";
import { readClientHello } from "../../../src/pcap/tls/readClientHello.ts";
import { readServerHello } from "../../../src/pcap/tls/readServerHello.ts";
import {
  certificateMessage,
  certificateOf,
  serverHello,
  tlsRecords,
} from "../../support/applications/tlsMessages.ts";
import { randomNumbers } from "../../support/packets/mixture.ts";
import { clientHello } from "../../support/packets/wire.ts";

const certificate = certificateOf({
  notBefore: "2026-01-01T00:00:00Z",
  notAfter: "2026-11-22T12:00:00Z",
  commonName: "Example",
  dnsNames: ["api.example.net", "www.example.net"],
});
const flight = tlsRecords(Buffer.concat([serverHello(0x0303), certificateMessage([certificate])]), 300);

/** What a reader of handshakes makes of these bytes, in parts that end at these offsets. */
function readIn(bytes: Uint8Array, cuts: readonly number[]): readonly unknown[] {
  const read: unknown[] = [];
  const reader = new Flight();
  const sink = {
    message(view: DataView, end: number, whole: boolean): boolean {
      read.push([
        ...[view.getUint8(0), end, whole, readClientHello(view, 0, end), readServerHello(view, 0, end)],
        readLeafCertificate(view, 0, end),
      ]);
      return true;
    },
    alert: (level: number, description: number): void => void read.push([level, description]),
  };
  reader.begin();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const ends = [...cuts, bytes.length].sort((one, other) => one - other);
  ends.reduce((from, to) => {
    reader.take(view, from, to, sink);
    return to;
  }, 0);
  reader.close(sink);
  return read;
}

describe("a flight of TLS", () => {
  it("holds its messages, whatever records and segments they span", () => {
    const [hello, leaf] = readIn(flight, [1, 4, 5, 6, 90, 91, 400]) as [unknown[], unknown[]];
    assert.deepEqual([hello[0], hello[4]], [2, 0x0303]);
    assert.deepEqual(leaf[5], {
      notBefore: Date.UTC(2026, 0, 1) / 1000,
      notAfter: Date.UTC(2026, 10, 22, 12) / 1000,
      name: "api.example.net",
    });
  });

  it("ends with the first record that is encrypted", () => {
    const hidden = Buffer.concat([Buffer.from([23, 3, 3, 0, 5]), Buffer.alloc(5), flight]);
    assert.equal(readIn(Buffer.concat([tlsRecords(serverHello(0x0303)), hidden]), []).length, 1);
  });

  it("keeps the beginning of a message that is longer than it has room for", () => {
    const large = certificateMessage([certificate, Buffer.alloc(20_000)]);
    const [message] = readIn(tlsRecords(large), [1_000]) as [unknown[]];
    assert.deepEqual([message[1], message[2]], [8_192, false]);
    assert.equal((message[5] as { name: string }).name, "api.example.net");
  });

  it("is read the same in any parts, and without an error, when its bytes are damaged", () => {
    const originals = [flight, clientHello("api.example.net"), tlsRecords(serverHello(0x0304))];
    for (let seed = 0; seed < 3_000; seed += 1) {
      const random = randomNumbers(seed);
      const bytes = Uint8Array.from(originals[random(originals.length)] ?? flight);
      for (let changes = random(5); changes > 0; changes -= 1)
        bytes[random(bytes.length)] =
          random(2) === 0 ? random(256) : ([0, 1, 0x7f, 0x80, 0x82, 0xff][random(6)] ?? 0);
      const cuts = Array.from({ length: random(9) }, () => random(bytes.length));
      assert.deepEqual(readIn(bytes, cuts), readIn(bytes, []), `seed ${seed}`);
    }
  });
});
