import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { scenarioNames, type ScenarioName } from "../../../local/traffic/namedScenarios.ts";
import { everyNth } from "../../support/depth.ts";
import { analyzed, common, vm, World } from "../../support/world/world.ts";
import type { Trouble } from "../../../local/traffic/truth/trouble.ts";
import type { Finding } from "../../../src/pcap/findings/finding.ts";

const nothing = /^Nothing stands out$/;

/** The sentence that leads: about a trouble that needs someone, the answer to the alert, or a warning. */
const leads: Readonly<Record<ScenarioName, RegExp>> = {
  exfiltration: /^\d\d% of outbound bytes went to 198\.51\.100\.77:443 \(files\.example\.net\)/,
  "port-scan": /198\.51\.100\.7\b.*\bports/,
  "dns-storm": /DNS/,
  ordinary: nothing,
  "syn-flood": /SYN/,
  "brute-force": /198\.51\.100\.23\b/,
  "dns-failure": /DNS|168\.63\.129\.16|corp\.example\.org/,
  "packet-loss": /198\.51\.100\.90|events\.example\.net/,
  "zero-window": /203\.0\.113\.71\b/,
  "path-mtu": /10\.50\.0\.20|erp\.example\.org|10\.0\.255\.4/,
  "tls-expired": /expired/i,
  "http-errors": /10\.0\.1\.8|orders\.internal\.example\.com/,
  beacon: nothing,
  "idle-reset": /10\.0\.2\.5|cache\.example\.net/,
  "one-sided": /outbound packets only|one direction/,
  "captured-twice": /twice/,
  "slow-server": /10\.0\.1\.9|reports\.internal\.example\.com/,
};

const ranks: Readonly<Record<Finding["severity"], number>> = { note: 0, warning: 1, critical: 2 };

/** The host that a trouble is about, as far as it is about one. */
const hostOf = (trouble: Trouble): string | null =>
  "peer" in trouble ? trouble.peer : "server" in trouble ? trouble.server : null;

/** What the finding must count as the makers of the packets do, in the words of its evidence. */
function countsOf(trouble: Trouble): Readonly<Record<string, number>> {
  switch (trouble.kind) {
    case "port-scan":
      return { ports: trouble.probes };
    case "syn-flood":
      return { attempts: trouble.requests };
    case "brute-force":
      return { connections: trouble.connections };
    case "dns-failure":
      return { failures: trouble.serverFailures };
    case "packet-loss":
      return {
        segments: trouble.segments,
        retransmissions: trouble.retransmissions,
        fast: trouble.fastRetransmissions,
      };
    case "zero-window":
      return { zeroWindows: trouble.zeroWindows };
    case "path-mtu":
      return { messages: trouble.messages, mtu: trouble.mtu };
    case "certificate":
      return { handshakes: trouble.shown };
    case "http-errors":
      return { responses: trouble.responses, errors: trouble.errors };
    case "beacon":
      return { connections: trouble.connections };
    case "idle-reset":
      return { resets: trouble.resets };
    case "captured-twice":
      return { copies: trouble.tcpCopies };
    case "slow-server":
      return { requests: trouble.requests };
    case "top-peer":
    case "dns-storm":
    case "one-sided":
      return {};
  }
}

/** The finding of a trouble: as severe as it is expected to be, about its host, with its numbers. */
function assertFound(findings: readonly Finding[], trouble: Trouble): void {
  const kinds = findings.map(({ kind, severity }) => `${severity} ${kind}`).join(", ");
  const finding = findings.find(({ kind }) => kind === trouble.kind);
  assert.ok(finding !== undefined, `${trouble.kind} is not among ${kinds}`);
  assert.ok(ranks[finding.severity] >= ranks[trouble.expectedSeverity], kinds);
  const host = hostOf(trouble);
  if (host !== null) assert.ok(JSON.stringify(finding).includes(host), JSON.stringify(finding));
  for (const [name, count] of Object.entries(countsOf(trouble)))
    assertNear(finding.evidence.counts[name], count, trouble.kind === "captured-twice" ? 0.002 : 0, name);
}

/** @param tolerance as a share: of copies, a few are not recognized among thousands */
function assertNear(found: number | undefined, count: number, tolerance: number, name: string): void {
  const message = `${name}: ${found ?? "none"} instead of ${count}`;
  assert.ok(found !== undefined && Math.abs(found - count) <= count * tolerance, message);
}

describe("the report of an alert on a VM in trouble", () => {
  let world: World;
  before(async () => {
    // Five minutes show each trouble, that of idle connections, too.
    const limits = { CAPTURE_TIME_LIMIT_SECONDS: "300", CAPTURE_BYTES_PER_PACKET: "0" };
    world = await World.start({ ...analyzed, ...limits });
  });
  after(() => world.close());

  for (const traffic of everyNth(3, scenarioNames))
    it(`names it in the subject, in ${traffic} traffic, and has it among its findings`, async () => {
      await world.control("PUT", "/vms", [vm("ANY01", { traffic })]);
      const { outcome, capture, emails } = await world.run(await common("ANY01"));
      assert.deepEqual([outcome.captures.length, emails.length], [1, 1]);
      const shown = (await world.captures()).filter(({ name }) => name === capture.captureName);
      const trouble = shown[0]?.traffic.truth?.trouble ?? null;
      assert.deepEqual([shown.length, trouble === null], [1, traffic === "ordinary"]);
      assert.ok(capture.summary !== null);
      const { findings, lead } = capture.summary;
      if (trouble !== null) assertFound(findings, trouble);
      else assert.ok(!findings.some(({ severity }) => severity === "critical"), JSON.stringify(findings));
      assert.match(lead, leads[traffic]);
      assert.ok(emails[0]?.subject.startsWith(`ANY01: ${lead}`), emails[0]?.subject);
    });
});
