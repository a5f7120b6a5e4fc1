import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CaptureAnalyzer } from "../../../../src/pcap/captureAnalyzer.ts";
import { findingsOf, textsOf } from "../../../support/findings/findingsOf.ts";
import { captureOfTalks, type TcpTalk } from "../../../support/findings/tcpTalk.ts";
import { each, exchange, fromVm, peer, toVm, vm } from "../../../support/findings/tcpTroubles.ts";

function latencyOf(talks: readonly TcpTalk[]) {
  const analyzer = new CaptureAnalyzer({ localAddresses: [vm] });
  analyzer.push(captureOfTalks(talks));
  return analyzer.end().latency;
}

const near = (actual: number | undefined, expected: number): void => {
  assert.ok(
    actual !== undefined && Math.abs(actual - expected) <= expected * 0.035,
    `${actual} is not about ${expected}`,
  );
};

describe("summary.latency", () => {
  it("has the median and the 95th percentile of handshakes and first bytes, within 3%", () => {
    const [service] = latencyOf(
      each(100, (index) =>
        exchange(index * 1_000, 50_000 + index, { roundTrip: 10 + index, think: 100 + 2 * index }),
      ),
    );
    assert.deepEqual([service?.address, service?.port, service?.service], [peer, 443, "remote"]);
    assert.deepEqual([service?.handshakes, service?.requests], [100, 100]);
    near(service?.handshakeMs?.median, 59);
    near(service?.handshakeMs?.p95, 104);
    near(service?.firstByteMs?.median, 198);
    near(service?.firstByteMs?.p95, 288);
  });

  it("measures from the last SYN, and no handshake whose third packet is missing", () => {
    const again = fromVm().segment(0, "client", { flags: 2, sequence: 0 });
    again.open(1_000, 30);
    const cut = fromVm(50_001).open(0).send(5_000, "client", 10).acknowledge(5_020, "server");
    cut.packets.splice(2, 2);
    const [service] = latencyOf([again, cut.segment(9_000, "client")]);
    assert.equal(service?.handshakes, 1);
    near(service.handshakeMs?.median, 30);
  });

  it("takes the messages of a TLS handshake and a session ticket for no request", () => {
    const record = (type: number, size: number) =>
      Buffer.concat([Buffer.from([type, 3, 3]), Buffer.alloc(size)]);
    const talk = fromVm().open(0).send(11, "client", record(22, 500)).send(21, "server", record(22, 1_400));
    talk
      .send(25, "client", record(20, 70))
      .send(26, "client", record(23, 300))
      .send(36, "server", record(23, 500));
    talk.send(1_026, "server", record(23, 1_000));
    const [service] = latencyOf([talk]);
    assert.equal(service?.requests, 1);
    near(service.firstByteMs?.median, 1_000);
  });

  it("lists five services at most, the busiest first", () => {
    const talks = each(30, (index) =>
      exchange(index * 300, 50_000 + index, { to: `203.0.113.${1 + Math.floor(Math.sqrt(index))}:80` }),
    );
    const addresses = latencyOf(talks).map(({ address }) => address);
    assert.equal(addresses.length, 5);
    assert.equal(addresses[0], "203.0.113.5");
  });
});

describe("slow-handshake", () => {
  it("is a median above half a second", () => {
    const talks = each(6, (index) => exchange(index * 3_000, 50_000 + index, { roundTrip: 800 }));
    assert.deepEqual(textsOf("slow-handshake", talks), [
      `warning: Handshakes with ${peer}:443 take long: a median of 789 ms, 95% within 789 ms, of 6`,
    ]);
  });

  it("is less where it is ten times that of the others", () => {
    const others = each(15, (index) =>
      exchange(index * 1_000, 51_000 + index, { to: `192.0.2.${1 + (index % 3)}:443` }),
    );
    const slow = each(6, (index) => exchange(index * 3_000, 50_000 + index, { roundTrip: 200 }));
    assert.equal(findingsOf("slow-handshake", [...slow, ...others]).length, 1);
    assert.deepEqual(findingsOf("slow-handshake", slow), []);
  });

  it("is one handshake, when the capture has no other", () => {
    assert.deepEqual(textsOf("slow-handshake", [exchange(0, 50_000, { roundTrip: 900 })]), [
      `warning: Handshakes with ${peer}:443 take long: 889 ms`,
    ]);
  });

  it("is none for distant clients of the VM", () => {
    const talks = each(9, (index) => toVm(`198.51.100.7:${41_000 + index}`).open(index * 2_000, 700));
    assert.deepEqual(findingsOf("slow-handshake", talks), []);
  });
});

describe("slow-server", () => {
  it("is a remote service that answers late over a fast path", () => {
    const talks = each(6, (index) => exchange(index * 4_000, 50_000 + index, { think: 2_000 }));
    const [finding] = findingsOf("slow-server", talks);
    assert.equal(finding?.text, `${peer}:443 is slow: 2.0 s to the first byte, 95% within 2.0 s, 6 requests`);
    assert.match(finding.nextStep, /the network answers fast/);
  });

  it("is the VM's own service when its clients wait", () => {
    const talks = each(6, (index) =>
      toVm(`198.51.100.7:${41_000 + index}`)
        .open(index * 4_000)
        .send(index * 4_000 + 20, "client", 90)
        .send(index * 4_000 + 1_520, "server", 90),
    );
    assert.match(
      textsOf("slow-server", talks)[0] ?? "",
      /^warning: The VM's own service 10\.1\.2\.4:443 is slow: 1\.5 s/,
    );
  });

  it("is none when few requests, a slow path or a long poll make the time", () => {
    const few = each(3, (index) => exchange(index * 4_000, 50_000 + index, { think: 2_000 }));
    const path = each(6, (index) =>
      exchange(index * 9_000, 50_000 + index, { think: 1_100, roundTrip: 1_000 }),
    );
    const polls = each(6, (index) => exchange(index * 4_000, 50_000 + index, { think: 60_000 }));
    const others = each(9, (index) => exchange(index * 900, 51_000 + index, { to: "192.0.2.1:443" }));
    for (const talks of [[...few, ...others], path, polls])
      assert.deepEqual(findingsOf("slow-server", talks), []);
  });
});
