import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { scenarioNames, type ScenarioName } from "../../../local/traffic/namedScenarios.ts";
import { everyNth } from "../../support/depth.ts";
import { captured } from "../../support/traffic/capture.ts";

const missing = ["tshark", "capinfos"].filter((name) => spawnSync(name, ["--version"]).error !== undefined);
const skip = missing.length > 0 && `${missing.join(" and ")} of Wireshark not on PATH`;

const checksums = ["ip", "tcp", "udp"].flatMap((name) => ["-o", `${name}.check_checksum:TRUE`]);
const faults = ["ip", "tcp", "udp", "icmp", "icmpv6"].map((name) => `${name}.checksum.status == 0`);

const capture = (scenario: ScenarioName) => captured(scenario === "exfiltration" ? 60 : 10, { scenario });

describe("a capture file in Wireshark", { skip }, () => {
  let directory: string;
  const fileOf = (scenario: ScenarioName) => join(directory, `${scenario}.cap`);
  before(() => {
    directory = mkdtempSync(join(tmpdir(), "capture-file-test-"));
    for (const scenario of scenarioNames) writeFileSync(fileOf(scenario), capture(scenario).bytes);
  });
  after(() => {
    rmSync(directory, { recursive: true });
  });

  const tshark = (scenario: ScenarioName, ...options: readonly string[]) =>
    execFileSync("tshark", ["-n", "-r", fileOf(scenario), ...options], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });

  for (const scenario of everyNth(8, scenarioNames)) {
    it(`of ${scenario} has packets in order of time`, () => {
      const table = execFileSync("capinfos", ["-T", "-m", "-c", "-o", fileOf(scenario)], {
        encoding: "utf8",
      });
      const [, count, inOrder] = table.trim().split("\n").at(-1)?.split(",") ?? [];
      assert(Number(count) > 1_000, table);
      assert.equal(inOrder, "True");
    });

    it(`of ${scenario} has no malformed packet, no bad checksum, no gap and no acknowledgement of unsent data`, () => {
      const gaps = ["tcp.analysis.lost_segment", "tcp.analysis.ack_lost_segment"];
      assert.equal(
        tshark(scenario, ...checksums, "-Y", ["_ws.malformed", ...faults, ...gaps].join(" || ")),
        "",
      );
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
    assert.equal(failed, capture("dns-storm").truth.dns.failures);
    const resets = tshark("port-scan", "-Y", "tcp.flags.reset == 1").split("\n").length - 1;
    assert.equal(resets, capture("port-scan").truth.tcp.resets);
  });
});
