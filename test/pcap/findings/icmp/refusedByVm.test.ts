import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findingsIn } from "../../../support/findings/findingsIn.ts";
import { capturedAt, icmpError } from "../../../support/packets/icmpErrors.ts";
import { udp } from "../../../support/packets/vmTraffic.ts";

const [vm, resolver] = ["10.7.0.4", "10.7.0.53"];
const local = { localAddresses: [vm] };
const port = { type: 3, code: 3 };

describe("what the VM refuses by ICMP", () => {
  const refusal = (client: string, target: number, source = 50_000) => {
    const asked = udp([client, source, vm, target], Buffer.alloc(20));
    return icmpError([vm, client], port, asked);
  };

  it("is a warning when clients keep asking for a service", () => {
    const packets = Array.from(
      { length: 30 },
      (_, index) => [index, refusal(`10.9.0.${index}`, 514)] as const,
    );
    const [finding, ...others] = findingsIn("unreachable", capturedAt(packets), local);
    assert.deepEqual(others, []);
    assert.deepEqual(
      [finding?.severity, finding?.text, finding?.filter],
      [
        "warning",
        "The VM refuses syslog (UDP 514) to several clients, by ICMP (30 times)",
        "icmp.type == 3 && icmp.code == 3 && ip.src == 10.7.0.4 && udp.port == 514",
      ],
    );
  });

  it("is one note when it is a scan", () => {
    const packets = Array.from(
      { length: 200 },
      (_, index) => [index / 10, refusal("203.0.113.66", 1000 + index)] as const,
    );
    const findings = findingsIn("unreachable", capturedAt(packets), local);
    assert.deepEqual(
      findings.map(({ severity, text }) => [severity, text]),
      [["note", "The VM refused 200 UDP ports to 203.0.113.66, as in a scan"]],
    );
  });

  it("is nothing when answers come after their sockets were closed, or a stranger knocks", () => {
    const late = Array.from({ length: 40 }, (_, index) => refusal(resolver, 40_000 + index, 53));
    const knocks = [5, 6, 7].map((target) => refusal("203.0.113.66", target));
    const packets = [...late, ...knocks].map((packet, index) => [index, packet] as const);
    assert.deepEqual(findingsIn("unreachable", capturedAt(packets), local), []);
  });
});
