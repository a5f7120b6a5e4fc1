/*
 * node bench/health.ts [--file FILE] [--alerts N]: how long GET /api/health waits while capture files are
 * analyzed that are as much work as any known, or the one given; beside the same app when it is idle. Fails
 * when the budget is missed.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import { BlockBlobClient, StorageSharedKeyCredential } from "@azure/storage-blob";
import { buildApp } from "../scripts/buildApp.ts";
import { FaultyStorage } from "../test/support/world/faultyStorage.ts";
import { common, type Status } from "../test/support/world/world.ts";

const { values } = parseArgs({
  options: { file: { type: "string" }, alerts: { type: "string", default: "3" } },
});
const budgetMs = 100;
const accountKey = Buffer.from("simulated storage account key").toString("base64");
const agent = new Agent({ keepAlive: true });

/** A pcapng file of interface blocks without options: each is one more interface. */
function interfaceBlocks(count: number): Buffer {
  const section = Buffer.from("0a0d0d0a1c0000004d3c2b1a01000000ffffffffffffffff1c000000", "hex");
  const block = Buffer.from("010000001400000001000000ffff000014000000", "hex");
  return Buffer.concat([section, Buffer.alloc(count * block.length, block)]);
}

/** A pcap file of IPv6 packets, each from another address of one /64. */
function addressesOfOnePrefix(count: number): Buffer {
  const header = Buffer.from("d4c3b2a1020004000000000000000000ffff000001000000", "hex");
  const packets = Array.from({ length: count }, (_, index) => {
    const packet = Buffer.alloc(16 + 14 + 40 + 8);
    packet.writeUInt32LE(1_700_000_000, 0);
    packet.writeUInt32LE(62, 8);
    packet.writeUInt32LE(62, 12);
    packet.writeUInt16BE(0x86dd, 28);
    packet.write("6000000000081140", 30, "hex");
    packet.write("20010db8000000000000000000000000", 38, "hex");
    packet.writeUInt32BE(Math.imul(index, 2_654_435_761) >>> 0, 50);
    packet.write("20010db8000000010000000000000001", 54, "hex");
    packet.write("03e801bb00080000", 70, "hex");
    return packet;
  });
  return Buffer.concat([header, ...packets]);
}

const files: readonly (readonly [string, Buffer])[] =
  values.file === undefined
    ? [
        ["1,000,000 interfaces", interfaceBlocks(1_000_000)],
        ["1,000,000 addresses", addressesOfOnePrefix(1_000_000)],
      ]
    : [[basename(values.file), readFileSync(values.file)]];

/** Milliseconds until the whole answer is there. */
async function askHealth(app: string): Promise<number> {
  const started = performance.now();
  const [response] = (await once(request(`${app}/api/health`, { agent }).end(), "response")) as [
    NodeJS.ReadableStream & { readonly statusCode: number },
  ];
  response.resume();
  await once(response, "end");
  if (response.statusCode !== 200) throw new Error(`Health answers ${response.statusCode}.`);
  return performance.now() - started;
}

/** Asks again and again until it is over. */
async function watch(app: string, over: Promise<unknown>): Promise<readonly number[]> {
  const times: number[] = [];
  const state = { over: false };
  void over.finally(() => {
    state.over = true;
  });
  while (!state.over) {
    times.push(await askHealth(app));
    await setTimeout(2);
  }
  return times;
}

/** Runs an alert whose capture file is this one; the waits for health from its first read to the end. */
async function underAnalysis(app: string, proxy: FaultyStorage, file: Buffer): Promise<readonly number[]> {
  const begun = Promise.withResolvers<unknown>();
  proxy.heal();
  proxy.fail(async () => {
    const path = proxy.requests.at(-1)?.path.split("?")[0] ?? "";
    const url = new URL(path, proxy.storage.blob.endpoint).href;
    const key = new StorageSharedKeyCredential("captureonalert", accountKey);
    await new BlockBlobClient(url, key).uploadData(file);
  }, 1);
  proxy.fail(
    () => {
      begun.resolve(null);
      return Promise.resolve();
    },
    1,
    ({ from }) => from !== null,
  );
  const response = await fetch(`${app}/api/alerts`, {
    ...{ method: "POST", body: JSON.stringify(await common("WEB01")) },
    headers: { "Content-Type": "application/json" },
  });
  const { statusQueryGetUri } = (await response.json()) as { statusQueryGetUri: string };
  await begun.promise;
  return watch(app, ended(statusQueryGetUri));
}

async function ended(statusUri: string): Promise<void> {
  for (;;) {
    const { runtimeStatus, output } = (await (await fetch(statusUri)).json()) as Status;
    const [capture] = output?.captures ?? [];
    if (runtimeStatus === "Completed") {
      console.log(`  ${capture?.hint ?? `${String(capture?.summary?.file.bytes)} bytes analyzed`}`);
      return;
    }
    await setTimeout(100);
  }
}

const at = (times: readonly number[], share: number): number =>
  times.toSorted((one, other) => one - other)[Math.floor(times.length * share)] ?? NaN;

const line = (name: string, times: readonly number[]): string =>
  `${name.padEnd(24)} p50 ${at(times, 0.5).toFixed(1)} ms  p99 ${at(times, 0.99).toFixed(1)} ms  max ${Math.max(...times).toFixed(1)} ms  (${times.length} requests)`;

const scratch = mkdtempSync(join(tmpdir(), "bench-health-"));
await buildApp();
const proxy = await FaultyStorage.start();
const { tls, blob } = proxy.storage;
writeFileSync(join(scratch, "storage.json"), JSON.stringify({ tls, endpoint: blob.endpoint }), {
  mode: 0o600,
});
const child = spawn(process.execPath, [join(import.meta.dirname, "healthApp.ts")], {
  stdio: ["ignore", "pipe", "inherit"],
  env: { ...process.env, TEST_STORAGE: join(scratch, "storage.json") },
});
try {
  const [app] = (await once(createInterface(child.stdout), "line")) as [string];
  await watch(app, setTimeout(1000));
  const idle = await watch(app, setTimeout(5000));
  console.log(line("idle", idle));
  for (const [name, file] of files) {
    const times: number[] = [];
    for (let alert = 0; alert < Number(values.alerts); alert += 1)
      times.push(...(await underAnalysis(app, proxy, file)));
    console.log(line(name, times));
    if (at(times, 0.99) > at(idle, 0.99) + budgetMs) process.exitCode = 1;
  }
} finally {
  child.kill("SIGKILL");
  rmSync(scratch, { recursive: true });
  agent.destroy();
  await proxy.close();
}
