import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Behaviour } from "../../../../src/pcap/behaviour/behaviour.ts";
import { attacksOf } from "../../../../src/pcap/findings/behaviour/attacksOf.ts";
import { Flow } from "../../../../src/pcap/flows/flow.ts";
import { AddressTable } from "../../../../src/pcap/tables/addressTable.ts";
import { KeyedHash } from "../../../../src/pcap/tables/keyedHash.ts";
import { flowState } from "../../../../src/pcap/tcp/flowState.ts";

/** A SYN from A that nobody answers. */
function silent(addressA: number, addressB: number, portB: number, at: number): Flow {
  const flow = new Flow();
  Object.assign(flow, { protocol: 6, ported: true, addressA, addressB, portA: 40_000, portB });
  Object.assign(flow, { state: flowState.syn, firstAt: at, lastAt: at, firstFrame: 1 });
  flow.ab.packets = 1;
  flow.ab.bytes = 54;
  return flow;
}

describe("attacksOf", () => {
  const hash = new KeyedHash([]);
  const behaviour = new Behaviour(1024, new AddressTable(16, hash), hash);
  for (let n = 0; n < 200; n += 1) {
    behaviour.add(silent(1, 1_000_000, 100 + n, n * 1e9));
    behaviour.add(silent(2, 2_000_000 + n, 445, n * 1e9));
    behaviour.add(silent(3 + n, 3_000_000, 80, n * 1e6));
  }
  behaviour.add(silent(900, 4_000_000, 5_432, 0));
  const attacks = attacksOf({ behaviour });

  it("include what a scan, a sweep and a flood tried", () => {
    assert.ok(attacks.includes(0, 1, 1_000_000, 100));
    assert.ok(attacks.includes(0, 2, 2_000_005, 445));
    assert.ok(attacks.includes(0, 77, 3_000_000, 80));
  });

  it("do not include another host, another target or another service", () => {
    assert.equal(attacks.includes(0, 900, 4_000_000, 5_432), false);
    assert.equal(attacks.includes(0, 1, 1_000_001, 100), false);
    assert.equal(attacks.includes(0, 2, 2_000_005, 446), false);
    assert.equal(attacks.includes(1, 1, 1_000_000, 100), false);
    assert.equal(attacks.includes(0, 77, 3_000_000, 81), false);
  });
});
