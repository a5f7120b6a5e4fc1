import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findingsIn } from "../../../support/findings/findingsIn.ts";
import { capturedAt, icmpError } from "../../../support/packets/icmpErrors.ts";
import { syn, tcp, udp } from "../../../support/packets/vmTraffic.ts";

const [vm, far, near] = ["10.7.0.4", "198.51.100.25", "10.9.0.8"];
const local = { localAddresses: [vm] };
const exceeded = { type: 11, code: 0 };
const probe = (port: number) => udp([vm, 50_000, far, port], Buffer.alloc(12));
const found = (packets: readonly (readonly [number, Buffer])[]) =>
  findingsIn("ttl-exceeded", capturedAt(packets), local);

describe("a trace of a route", () => {
  it("is a note with the number of routers", () => {
    const packets = Array.from({ length: 24 }, (_, index) => {
      const router = `10.0.${Math.floor(index / 3)}.1`;
      return [index / 10, icmpError([router, vm], exceeded, probe(33_434 + index))] as const;
    });
    const [finding, ...others] = found(packets);
    assert.deepEqual(others, []);
    assert.deepEqual(
      [finding?.severity, finding?.text, finding?.filter, finding?.evidence.counts],
      [
        "note",
        "10.7.0.4 traces the route to 198.51.100.25: 8 routers answer",
        "icmp.type == 11 && icmp.code == 0 && ip.dst == 198.51.100.25",
        { messages: 24, routers: 8 },
      ],
    );
  });

  it("is nothing when one router answers its three probes", () => {
    const packets = [0, 1, 2].map(
      (index) => [index, icmpError(["10.0.0.1", vm], exceeded, probe(33_434 + index))] as const,
    );
    assert.deepEqual(found(packets), []);
  });
});

describe("packets of a connection that pass too many routers", () => {
  const request = tcp([vm, 40_000, near, 1433], 1, syn);
  const circle = Array.from({ length: 6 }, (_, index): [number, Buffer][] => [
    [index, request],
    [index + 0.2, icmpError([`10.0.0.${1 + (index % 2)}`, vm], exceeded, request)],
  ]).flat();

  it("are critical when nothing comes back", () => {
    const [finding] = found(circle);
    assert.deepEqual(
      [finding?.severity, finding?.text, finding?.filter],
      [
        "critical",
        "Packets to 10.9.0.8 may go in a circle: too many hops, say 2 routers (6 times)",
        "icmp.type == 11 && icmp.code == 0 && ip.src in {10.0.0.1, 10.0.0.2} && ip.dst == 10.9.0.8 && tcp.port == 1433",
      ],
    );
    assert.deepEqual(finding?.evidence.frames, [2, 4, 6]);
  });

  it("are a warning when the service answers others", () => {
    const answer = tcp([near, 1433, vm, 40_009], 1, syn);
    assert.deepEqual(
      found([...circle, [9, answer]]).map(({ severity }) => severity),
      ["warning"],
    );
  });

  it("are nothing when they are four", () => {
    assert.deepEqual(found(circle.slice(0, 8)), []);
  });
});
