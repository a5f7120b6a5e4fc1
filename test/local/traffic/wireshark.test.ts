import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { captureFile } from "../../../local/azure/traffic/captureFile.ts";

const missing = ["tshark", "capinfos"].filter((name) => spawnSync(name, ["--version"]).error !== undefined);
const skip = missing.length > 0 && `${missing.join(" and ")} of Wireshark not on PATH`;

const startedAt = Date.UTC(2026, 10, 23, 2, 1, 0);
const checksums = ["ip", "tcp", "udp"].flatMap((name) => ["-o", `${name}.check_checksum:TRUE`]);
const faults = ["ip", "tcp", "udp", "icmp", "icmpv6"].map((name) => `${name}.checksum.status == 0`);

describe("a capture file in Wireshark", { skip }, () => {
  let directory: string;
  let file: string;
  before(() => {
    directory = mkdtempSync(join(tmpdir(), "capture-file-test-"));
    file = join(directory, "web01.cap");
    const vm = { name: "WEB01", address: "10.0.0.4" };
    const limits = { maxBytes: 1_073_741_824, bytesPerPacket: 0 };
    writeFileSync(
      file,
      captureFile({ seed: "WEB01", vm, startedAt, endedAt: startedAt + 60_000, ...limits }),
    );
  });
  after(() => {
    rmSync(directory, { recursive: true });
  });

  const tshark = (...options: readonly string[]) =>
    execFileSync("tshark", ["-n", "-r", file, ...options], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });

  it("has packets in strict order of time", () => {
    const table = execFileSync("capinfos", ["-T", "-m", "-c", "-o", file], { encoding: "utf8" });
    const [, count, inOrder] = table.trim().split("\n").at(-1)?.split(",") ?? [];
    assert(Number(count) > 1_000, table);
    assert.equal(inOrder, "True");
  });

  it("has no malformed packet and no bad checksum", () => {
    assert.equal(tshark(...checksums, "-Y", ["_ws.malformed", ...faults].join(" || ")), "");
  });

  it("has the names of its servers in its TLS conversations", () => {
    const names = tshark(
      "-Y",
      "tls.handshake.type == 1",
      "-T",
      "fields",
      "-e",
      "tls.handshake.extensions_server_name",
    );
    assert(names.includes("files.example.net\n") && names.includes("www.example.com\n"), names);
  });

  it("has retransmissions, but no gap and no acknowledgement of what was never sent", () => {
    assert.notEqual(tshark("-Y", "tcp.analysis.fast_retransmission"), "");
    assert.equal(tshark("-Y", "tcp.analysis.lost_segment || tcp.analysis.ack_lost_segment"), "");
  });
});
