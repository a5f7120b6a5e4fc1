import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { scenarioNames, type ScenarioName } from "../../../local/traffic/namedScenarios.ts";
import { everyNth } from "../../support/depth.ts";
import { captured } from "../../support/traffic/capture.ts";
import { troubleOf } from "../../support/traffic/troubleOf.ts";
import type { Truth } from "../../../local/traffic/truth/truth.ts";

const missing = ["tshark", "capinfos"].filter((name) => spawnSync(name, ["--version"]).error !== undefined);
const skip = missing.length > 0 && `${missing.join(" and ")} of Wireshark not on PATH`;

const checksums = ["ip", "tcp", "udp"].flatMap((name) => ["-o", `${name}.check_checksum:TRUE`]);
const faults = ["ip", "tcp", "udp", "icmp", "icmpv6"].map((name) => `${name}.checksum.status == 0`);

/** Seconds until everything of a scenario has happened. */
const durations: Partial<Record<ScenarioName, number>> = { exfiltration: 60, "idle-reset": 300 };

const capture = (scenario: ScenarioName) => captured(durations[scenario] ?? 10, { scenario });

/** Of the conversations that Wireshark must find complete: not where packets are lost, or there twice. */
const incomplete = ["packet-loss", "one-sided", "captured-twice"];

describe("a capture file in Wireshark", { skip }, () => {
  let directory: string;
  const truths = new Map<ScenarioName, Truth>();
  const truthOf = (scenario: ScenarioName) => truths.get(scenario) ?? assert.fail(scenario);
  const fileOf = (scenario: ScenarioName) => join(directory, `${scenario}.cap`);
  before(() => {
    directory = mkdtempSync(join(tmpdir(), "capture-file-test-"));
    for (const scenario of scenarioNames) {
      const { bytes, truth } = capture(scenario);
      writeFileSync(fileOf(scenario), bytes);
      truths.set(scenario, truth);
    }
  });
  after(() => {
    rmSync(directory, { recursive: true });
  });

  const tshark = (scenario: ScenarioName, ...options: readonly string[]) =>
    execFileSync("tshark", ["-n", "-r", fileOf(scenario), ...options], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });

  /** How many packets of a scenario fit each display filter, in one reading. */
  function countsOf(scenario: ScenarioName, filters: readonly string[]): number[] {
    const fields = filters.flatMap((filter) => ["-e", filter]);
    const lines = tshark(scenario, "-Y", filters.join(" || "), "-T", "fields", ...fields).split("\n");
    return filters.map((_, index) => lines.filter((line) => (line.split("\t")[index] ?? "") !== "").length);
  }

  for (const scenario of everyNth(4, scenarioNames)) {
    it(`of ${scenario} has packets in order of time`, () => {
      const table = execFileSync("capinfos", ["-T", "-m", "-c", "-o", fileOf(scenario)], {
        encoding: "utf8",
      });
      const [, count, inOrder] = table.trim().split("\n").at(-1)?.split(",") ?? [];
      assert(Number(count) > 1_000, table);
      assert.equal(inOrder, "True");
    });

    it(`of ${scenario} has no malformed packet and no bad checksum`, () => {
      // Wireshark would report each copy of a segment in the midst of a record as an error.
      const alone = scenario === "captured-twice" ? ["-o", "tcp.desegment_tcp_streams:FALSE"] : [];
      const wanted = ["-Y", ["_ws.malformed", ...faults].join(" || ")];
      assert.equal(tshark(scenario, ...checksums, ...alone, ...wanted), "");
    });

    if (!incomplete.includes(scenario))
      it(`of ${scenario} has no gap, no acknowledgement of unsent data, and its retransmissions`, () => {
        const names = ["lost_segment", "ack_lost_segment", "out_of_order", "spurious_retransmission"];
        const counts = countsOf(
          scenario,
          ["retransmission", ...names].map((name) => `tcp.analysis.${name}`),
        );
        assert.deepEqual(counts, [truthOf(scenario).tcp.retransmissions, 0, 0, 0, 0]);
      });
  }

  it("has the server names in its TLS conversations", () => {
    const names = tshark(
      "exfiltration",
      "-Y",
      "tls.handshake.type == 1",
      "-T",
      "fields",
      "-e",
      "tls.handshake.extensions_server_name",
    );
    assert(names.includes("files.example.net\n") && names.includes("www.example.com\n"), names);
  });

  it("has retransmissions", () => {
    assert.notEqual(tshark("exfiltration", "-Y", "tcp.analysis.fast_retransmission"), "");
  });

  it("has the failed queries of a DNS storm, and the resets of a port scan", () => {
    const failed = tshark("dns-storm", "-Y", "dns.flags.rcode != 0").split("\n").length - 1;
    assert.equal(failed, truthOf("dns-storm").dns.failures);
    const resets = tshark("port-scan", "-Y", "tcp.flags.reset == 1").split("\n").length - 1;
    assert.equal(resets, truthOf("port-scan").tcp.resets);
  });

  it("has the losses of a bad path", () => {
    const trouble = troubleOf(truthOf("packet-loss"), "packet-loss");
    const names = ["retransmission", "fast_retransmission", "spurious_retransmission", "out_of_order"];
    const { retransmissions, fastRetransmissions, receivedAgain } = trouble;
    assert.deepEqual(
      countsOf(
        "packet-loss",
        names.map((name) => `tcp.analysis.${name}`),
      ),
      [retransmissions + receivedAgain, fastRetransmissions, 0, 0],
    );
    assert(fastRetransmissions > 0 && retransmissions > fastRetransmissions && receivedAgain > 0);
  });

  it("has the closed windows of a slow reader", () => {
    const { zeroWindows, fullWindows, probes } = troubleOf(truthOf("zero-window"), "zero-window");
    const names = ["zero_window", "window_full", "zero_window_probe", "zero_window_probe_ack"];
    assert.deepEqual(
      countsOf(
        "zero-window",
        names.map((name) => `tcp.analysis.${name}`),
      ),
      [zeroWindows, fullWindows, probes, probes],
    );
  });

  it("has the words of a gateway whose tunnel is too narrow, with the packets that they quote", () => {
    const { messages, mtu, gateway, peer } = troubleOf(truthOf("path-mtu"), "path-mtu");
    const wanted = `icmp.type == 3 && icmp.code == 4 && icmp.mtu == ${mtu} && ip.src == ${gateway} && ip.dst == ${peer}`;
    assert.equal(tshark("path-mtu", "-Y", wanted).split("\n").length - 1, messages);
  });

  it("has the end of an expired certificate, and the alerts of those who see it", () => {
    const { alerts, notAfter } = troubleOf(truthOf("tls-expired"), "certificate");
    const texts = tshark(
      "tls-expired",
      ...["-Y", "tls.handshake.certificate", "-T", "fields", "-e", "x509af.utcTime"],
    );
    const ends = texts.split(notAfter.replace("T", " ").slice(0, 19)).length - 1;
    assert.equal(
      ends,
      truthOf("tls-expired").tlsServers.find(({ name }) => name === "shop.example.com")?.handshakes,
    );
    const fatal = "tls.alert_message.level == 2 && tls.alert_message.desc == 45";
    assert.equal(tshark("tls-expired", "-Y", fatal).split("\n").length - 1, alerts);
  });

  it("has the errors of an overloaded backend", () => {
    const { errors, responses, code } = troubleOf(truthOf("http-errors"), "http-errors");
    const found = tshark(
      "http-errors",
      "-Y",
      "tcp.port == 8080 && http.response",
      "-T",
      "fields",
      "-e",
      "http.response.code",
    );
    const codes = found.trim().split("\n");
    assert.deepEqual([codes.length, codes.filter((one) => one === String(code)).length], [responses, errors]);
  });

  it("has the logins of a password guesser as SSH", () => {
    const { connections } = troubleOf(truthOf("brute-force"), "brute-force");
    const banners = tshark("brute-force", "-Y", 'ssh.protocol contains "libssh"').split("\n").length - 1;
    assert.equal(banners, connections);
  });
});
