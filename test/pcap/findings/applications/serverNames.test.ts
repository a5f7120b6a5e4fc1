import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { timedCapture, type TimedPacket } from "../../../support/applications/timedPackets.ts";
import { connections, TlsConnection } from "../../../support/applications/tlsConnection.ts";
import { tlsRecords } from "../../../support/applications/tlsMessages.ts";
import { server, summaryOf, vm } from "../../../support/packets/vmTraffic.ts";
import { clientHello } from "../../../support/packets/wire.ts";

const toServer = (index: number): TlsConnection =>
  new TlsConnection(index, [vm, 50_000 + index, server, 443]);

describe("server names", () => {
  const longHello = (name: string): Buffer => {
    const padded = clientHello(name);
    // A key share of 1,300 bytes before the name, as a post-quantum client sends it.
    const share = Buffer.concat([Buffer.from([0, 51, 5, 20]), Buffer.alloc(1_300, 3)]);
    const extensionsAt = 5 + 4 + 2 + 32 + 1 + 32 + 2 + 4 + 2;
    const body = Buffer.concat([
      padded.subarray(5, extensionsAt + 2),
      share,
      padded.subarray(extensionsAt + 2),
    ]);
    body.writeUIntBE(body.length - 4, 1, 3);
    const lengthAt = extensionsAt - 5;
    body.writeUInt16BE(body.readUInt16BE(lengthAt) + share.length, lengthAt);
    return tlsRecords(body);
  };
  const namesOf = (packets: readonly TimedPacket[]) =>
    summaryOf(timedCapture(packets), { localAddresses: [vm] }).tlsServers.map(({ name, handshakes }) => [
      name,
      handshakes,
    ]);

  it("are read across two segments", () => {
    assert.deepEqual(
      namesOf(connections(3, (index) => toServer(index).send("client", longHello("api.example.net"), 1_000))),
      [["api.example.net", 3]],
    );
  });

  it("are read of connections that take turns", () => {
    const packets = Array.from({ length: 50 }, (_, index) => {
      const { packets: segments } = toServer(index).send(
        "client",
        longHello(`n${index % 5}.example.net`),
        700,
      );
      return segments.map(([, packet], part): TimedPacket => [part + index / 100, packet]);
    }).flat();
    assert.deepEqual(
      namesOf(packets),
      [0, 1, 2, 3, 4].map((index) => [`n${index}.example.net`, 10]),
    );
  });

  it("are not made up of what follows a lost segment", () => {
    const { packets } = toServer(1).send("client", longHello("api.example.net"), 500);
    assert.deepEqual(namesOf([...packets.slice(0, 1), ...packets.slice(2)]), []);
  });
});
