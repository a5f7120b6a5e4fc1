import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findingsOf, textsOf } from "../../../support/findings/findingsOf.ts";
import {
  blockedSegments,
  closedWindow,
  deadConnection,
  each,
  fromVm,
  idleConnection,
  lossy,
  peer,
  toVm,
  vm,
} from "../../../support/findings/tcpTroubles.ts";

describe("dead-peer", () => {
  it("names who does not acknowledge a segment that comes with doubling waits", () => {
    const [finding] = findingsOf("dead-peer", [deadConnection()]);
    assert.equal(
      finding?.text,
      `${peer}:443 stopped answering: one segment was retransmitted 5 times in 9.2 s without a reply`,
    );
    assert.equal(finding.severity, "warning");
    assert.deepEqual(finding.evidence, {
      counts: { connections: 1, repetitions: 5 },
      flows: [`${vm}:50000 → ${peer}:443`],
      frames: [8, 9, 10],
    });
    assert.deepEqual(
      [finding.firstAt, finding.lastAt],
      ["2023-11-14T22:13:20.100000000Z", "2023-11-14T22:13:29.311000000Z"],
    );
  });

  it("is the VM when the peer's segment is the one that comes again", () => {
    assert.deepEqual(textsOf("dead-peer", [deadConnection(fromVm(), "server")]), [
      `warning: The VM stopped answering ${peer}:443: one segment was retransmitted 5 times in 9.2 s without a reply`,
    ]);
  });

  it("is only a note when a client of the VM's own service has left", () => {
    assert.deepEqual(textsOf("dead-peer", [deadConnection(toVm(), "server")]), [
      "note: 198.51.100.7, a client of port 443, stopped answering: one segment was retransmitted 5 times in 9.2 s without a reply",
    ]);
  });

  for (const [why, talk] of [
    ["the last one was acknowledged", deadConnection().acknowledge(9_400, "server")],
    ["the other side says something else", deadConnection().segment(9_400, "server", { acknowledged: 501 })],
    ["the peer resets the connection", deadConnection().reset(9_400, "server")],
    ["the window is closed, so that probes must repeat", closedWindow(5_000)],
  ] as const)
    it(`is nobody when ${why}`, () => {
      assert.deepEqual(findingsOf("dead-peer", [talk]), []);
    });

  it("counts the connections that died with one service", () => {
    const talks = each(3, (index) => deadConnection(fromVm(50_000 + index)));
    assert.deepEqual(textsOf("dead-peer", talks), [
      `warning: ${peer}:443 stopped answering on 3 connections, for up to 9.2 s`,
    ]);
  });
});

describe("zero-window", () => {
  it("names who does not read, for how long, until the window opens", () => {
    const [finding] = findingsOf("zero-window", [closedWindow(23_700)]);
    assert.equal(finding?.text, `The VM does not read what ${peer}:443 sends: zero window for 23.7 s`);
    assert.equal(finding.severity, "warning");
    assert.deepEqual(finding.evidence.counts, { zeroWindows: 2, closures: 1 });
    assert.deepEqual(finding.evidence.frames, [6, 7]);
  });

  it("lasts until the last packet when the window stays closed", () => {
    const talk = fromVm().open(0).send(20, "client", 100).segment(100, "server", { window: 0 });
    talk.segment(3_600, "client", { sequence: 100, payload: 1 }).segment(3_601, "server", { window: 0 });
    assert.deepEqual(textsOf("zero-window", [talk]), [
      `warning: ${peer}:443 does not read what the VM sends: zero window for 3.5 s`,
    ]);
  });

  it("is worth a note from 200 ms on, and nothing below", () => {
    assert.match(textsOf("zero-window", [closedWindow(400)])[0] ?? "", /^note: .*zero window for 400 ms$/);
    const later = fromVm(50_001).open(3_000);
    assert.deepEqual(textsOf("zero-window", [closedWindow(150), later]), []);
  });

  it("is worth a note when it takes a tenth of a short capture", () => {
    assert.match(textsOf("zero-window", [closedWindow(20)])[0] ?? "", /^note: .*zero window for 20 ms$/);
  });
});

describe("packet-loss", () => {
  it("is a share of the data segments of one direction", () => {
    const [finding] = findingsOf("packet-loss", [lossy()]);
    assert.equal(finding?.text, `9% packet loss to ${peer}:443: 20 of 220 segments retransmitted`);
    assert.equal(finding.severity, "warning");
    assert.deepEqual(finding.evidence.counts, { segments: 220, retransmissions: 20, fast: 0, spurious: 0 });
    assert.equal(
      finding.filter,
      `ip.src == ${vm} && ip.dst == ${peer} && tcp.dstport == 443 && tcp.analysis.retransmission`,
    );
  });

  it("is a note between 1% and 2%", () => {
    assert.match(
      textsOf("packet-loss", [lossy(70, fromVm(), 700)])[0] ?? "",
      /^note: 1% .* 10 of 710 segments/,
    );
  });

  it("is none when it happens a few times", () => {
    assert.deepEqual(textsOf("packet-loss", [lossy(100, fromVm(), 300)]), []);
    assert.deepEqual(textsOf("packet-loss", [lossy(100, fromVm(), 999)]), []);
  });
});

describe("packet-loss in a capture of few segments", () => {
  it("is a note when the capture lacks two percent of them", () => {
    assert.match(textsOf("packet-loss", [lossy(25)])[0] ?? "", /^note: 4% .* 8 of 208 segments/);
  });
});

describe("path-mtu without a word from the network", () => {
  it("is a large segment that does not pass while smaller ones do", () => {
    const [finding] = findingsOf("path-mtu", [blockedSegments()]);
    assert.equal(
      finding?.text,
      `Large segments do not reach ${peer}:443: 1,400 bytes were sent 5 times, 500 bytes pass`,
    );
    assert.deepEqual(finding.evidence.counts, { connections: 1, repetitions: 4, bytes: 1_400, passed: 500 });
  });

  it("is told of several connections that go silent at their first large segment", () => {
    const silent = each(3, (index) => {
      const talk = fromVm(50_000 + index)
        .open(0)
        .send(20, "client", 500)
        .send(40, "server", 300);
      talk.send(100, "client", 1_400);
      for (const at of [400, 1_000, 2_200, 4_600])
        talk.segment(at, "client", { sequence: 501, payload: 1_400 });
      return talk;
    });
    assert.deepEqual(textsOf("path-mtu", silent), [
      `warning: Large segments do not reach ${peer}:443: 1,400 bytes were sent 5 times, small ones pass`,
    ]);
    for (const kind of ["dead-peer", "packet-loss"] as const) assert.deepEqual(textsOf(kind, silent), []);
    assert.deepEqual(textsOf("path-mtu", silent.slice(1, 2)), []);
    assert.equal(textsOf("dead-peer", silent.slice(1, 2)).length, 1);
  });

  it("is none when a segment as large has passed, or it is small, or it passes at last", () => {
    assert.deepEqual(findingsOf("path-mtu", [blockedSegments(fromVm(), { small: 500, large: 900 })]), []);
    assert.deepEqual(findingsOf("path-mtu", [blockedSegments(fromVm(), { small: 1_400, large: 1_400 })]), []);
    assert.deepEqual(findingsOf("path-mtu", [blockedSegments().acknowledge(5_000, "server")]), []);
  });
});

describe("idle-reset", () => {
  it("is a reset after more than four minutes of silence", () => {
    const talks = each(2, (index) => idleConnection(250_000, 50_000 + index));
    assert.deepEqual(textsOf("idle-reset", talks), [
      `warning: ${peer}:443 resets 2 connections after more than 4 minutes of silence`,
    ]);
    assert.deepEqual(findingsOf("idle-reset", talks)[0]?.evidence.counts, { resets: 2, unanswered: 0 });
  });

  it("is also a connection that nobody answers any more", () => {
    const talk = fromVm().open(0).send(20, "client", 100).send(40, "server", 100).acknowledge(50, "client");
    talk.send(300_000, "client", 100);
    for (const at of [300_300, 300_900]) talk.segment(at, "client", { sequence: 101, payload: 100 });
    assert.deepEqual(textsOf("idle-reset", [talk]), [
      `warning: 1 connection with ${peer}:443 got no answer after more than 4 minutes of silence`,
    ]);
  });

  it("is none after a shorter silence, or when the peer answers first", () => {
    assert.deepEqual(findingsOf("idle-reset", [idleConnection(200_000)]), []);
    const answered = fromVm().open(0).send(20, "client", 100).send(40, "server", 100);
    answered.send(300_000, "client", 100).send(300_010, "server", 100).reset(300_020, "server");
    assert.deepEqual(findingsOf("idle-reset", [answered]), []);
  });
});
