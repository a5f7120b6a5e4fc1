import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { found, probe, summaryOf, talk, times, type Timed } from "../../../support/behaviour/talks.ts";
import { vm } from "../../../support/packets/vmTraffic.ts";

const guesser = "203.0.113.77";

/** Logins that fail: of nearly one size. */
const guesses = (count: number, port: number, every = 1, by = guesser, of = vm): Timed[] =>
  times(count, (index) => talk(index * every, [by, 40_000 + index, of, port], 1_500 + (index % 5) * 40));

describe("brute-force", () => {
  it("names the guesser, the service, the number of connections and the time", () => {
    const [finding] = found("brute-force", guesses(240, 22));
    assert.equal(
      finding?.text,
      `${guesser} opens 240 alike SSH connections to the VM in 239 s, as if guessing passwords; none stands out`,
    );
    assert.equal(finding.severity, "critical");
    assert.equal(finding.evidence.counts.connections, 240);
    assert.deepEqual(finding.evidence.frames, [1]);
    assert.equal(finding.filter, `ip.addr == ${guesser} && ip.addr == ${vm} && tcp.port == 22`);
    assert.match(finding.nextStep, /^Block 203\.0\.113\.77 in the NSG; allow SSH from known addresses/);
  });

  it("tells which connection came through, and leads with it", () => {
    const through = talk(50.5, [guesser, 51_234, vm, 3_389], 30_000);
    const { lead, findings } = summaryOf([...guesses(60, 3_389), ...through]);
    assert.match(
      lead,
      /^203\.0\.113\.77 opens 61 alike RDP connections to the VM.*; one seems to have got in/,
    );
    const finding = findings.find(({ kind }) => kind === "brute-force");
    assert.equal(finding?.evidence.flows[0], `${guesser}:51234 → ${vm}:3389`);
    assert.equal(finding.evidence.frames.length, 2);
    assert.match(finding.nextStep, /end its RDP session, and check who logged in/);
  });

  it("is a warning from 15 connections on, and isolates a VM that guesses", () => {
    assert.equal(found("brute-force", guesses(15, 22))[0]?.severity, "warning");
    const [own] = found("brute-force", guesses(60, 445, 0.5, vm, "10.1.2.9"));
    assert.match(own?.text ?? "", /^The VM opens 60 alike SMB connections to 10\.1\.2\.9/);
    assert.match(own?.nextStep ?? "", /^Isolate the VM/);
  });

  it("finds an outside host that guesses the passwords of a database", () => {
    assert.match(found("brute-force", guesses(60, 1_433))[0]?.text ?? "", /60 alike SQL Server connections/);
  });

  it("is no beacon beside", () => {
    assert.deepEqual(found("beacon", guesses(60, 445, 2, vm, "10.1.2.9")), []);
  });
});

describe("no brute-force", () => {
  for (const [why, packets] of [
    ["of 14 connections", guesses(14, 22)],
    ["of visitors of a web server", guesses(240, 443)],
    ["of Azure's own probes", guesses(240, 22, 0.5, "168.63.129.16")],
    ["of a program that opens its database for each query", guesses(240, 3_306, 0.5, vm, "10.1.2.9")],
    ["of a neighbour's program that does", guesses(240, 5_432, 0.5, "10.1.2.9")],
    ["of a monitor that looks each minute", guesses(60, 22, 60)],
    ["of checks that open and close", times(240, (n) => probe(n, [guesser, 40_000 + n, vm, 22], "open"))],
    ["of refused connections", times(240, (n) => probe(n, [guesser, 40_000 + n, vm, 22], "refused"))],
    [
      "of transfers of all sizes",
      times(60, (n) => talk(n, [guesser, 40_000 + n, vm, 22], 500 + ((n * 7_919) % 9_000))),
    ],
  ] as const)
    it(why, () => {
      assert.deepEqual(found("brute-force", packets), []);
    });
});
