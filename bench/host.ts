/*
 * node bench/host.ts: 1,000 orchestrations started at once on the embedded host, a process of its own on a
 * state file; and for comparison a bare node:http server, called as often and in the same way in the same
 * run.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { openStore } from "../local/host/store/store.ts";

const count = 1_000;
/** Callers at a time, each on a connection of its own. */
const connections = 50;

const bareServer = `
  const server = require("node:http").createServer((request, response) => {
    request.resume().on("end", () => response.writeHead(202).end("{}"));
  });
  server.listen(0, "127.0.0.1", () => console.log("url http://127.0.0.1:" + server.address().port));`;

async function serve(parameters: readonly string[]): Promise<{ url: string; stop: () => Promise<void> }> {
  const env = { ...process.env, TEST_HUB: "Bench" };
  const child = spawn(process.execPath, parameters, { stdio: ["ignore", "pipe", "inherit"], env });
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  const stop = async () => {
    const exit = once(child, "exit");
    child.kill("SIGKILL");
    await exit;
  };
  return { url: line.slice("url ".length), stop };
}

/** Posts once; milliseconds to the whole answer. @throws Error for any status but 202. */
async function post(url: string, agent: Agent): Promise<number> {
  const start = performance.now();
  const call = request(url, { method: "POST", agent, headers: { "Content-Type": "application/json" } });
  call.end('{"steps":3}');
  const [response] = (await once(call, "response")) as [NodeJS.ReadableStream & { statusCode?: number }];
  response.resume();
  await once(response, "end");
  if (response.statusCode !== 202) throw new Error(`${url} answers ${response.statusCode ?? "nothing"}`);
  return performance.now() - start;
}

interface Burst {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/** All `urls` at once, over a bounded number of connections; times are those that a caller sees. */
async function burst(urls: readonly string[]): Promise<Burst> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const start = performance.now();
  const times = await Promise.all(urls.map((url) => post(url, agent)));
  const seconds = (performance.now() - start) / 1000;
  agent.destroy();
  times.sort((one, other) => one - other);
  const quantile = (share: number): number => times[Math.ceil(times.length * share) - 1] ?? 0;
  return { perSecond: urls.length / seconds, p50: quantile(0.5), p99: quantile(0.99) };
}

const management = (url: string): string => `${url}/runtime/webhooks/durabletask`;

async function untilAllHaveEnded(url: string): Promise<void> {
  for (;;) {
    const open = await fetch(`${management(url)}/instances?runtimeStatus=Pending,Running&top=1`);
    if (((await open.json()) as unknown[]).length === 0) return;
    await setTimeout(25);
  }
}

/** How many orchestrations have completed, and the events of all histories. */
function countEvents(stateFile: string): { readonly completed: number; readonly events: number } {
  const store = openStore(stateFile);
  const any = { createdFrom: null, createdTo: null, idPrefix: "bench-" };
  const { instances } = store.find({ ...any, statuses: ["Completed"] }, count + 1, null);
  const events = instances.reduce((sum, { id }) => sum + store.histories.of(id).length, 0);
  store.close();
  return { completed: instances.length, events };
}

async function bench(directory: string): Promise<void> {
  const bare = await serve(["-e", bareServer]);
  await burst(Array.from({ length: count }, () => bare.url));
  const bareRate = await burst(Array.from({ length: count }, () => bare.url));
  await bare.stop();

  const stateFile = join(directory, "state.sqlite");
  const program = new URL("../test/support/world/processes/hostProcess.ts", import.meta.url).pathname;
  const host = await serve([program, stateFile, "orchestrations"]);
  await burst(Array.from({ length: 20 }, (_, n) => `${host.url}/api/start/many/warm-${n}`));
  await untilAllHaveEnded(host.url);
  const started = performance.now();
  const starter = await burst(
    Array.from({ length: count }, (_, n) => `${host.url}/api/start/many/bench-${n}`),
  );
  await untilAllHaveEnded(host.url);
  const seconds = (performance.now() - started) / 1000;
  await host.stop();
  const { completed, events } = countEvents(stateFile);
  if (completed !== count) throw new Error(`${completed} of ${count} orchestrations completed.`);
  report({ seconds, events, starter, bareRate });
}

interface Findings {
  readonly seconds: number;
  readonly events: number;
  readonly starter: Burst;
  readonly bareRate: Burst;
}

function report({ seconds, events, starter, bareRate }: Findings): void {
  const rate = count / seconds;
  const ms = (value: number): string => `${value.toFixed(1)} ms`;
  console.log(`${count} orchestrations of 3 activities, started at once over ${connections} connections: all completed
  orchestrations/s           ${rate.toFixed(0)}, to the end of the last
  events per orchestration   ${(events / count).toFixed(1)}, ${((events / count) * rate).toFixed(0)} events/s
  starter                    ${starter.perSecond.toFixed(0)}/s; p50 ${ms(starter.p50)}, p99 ${ms(starter.p99)}, waiting for a connection included
  bare node:http             ${bareRate.perSecond.toFixed(0)}/s; p50 ${ms(bareRate.p50)}, p99 ${ms(bareRate.p99)}
  bare requests per start           ${(bareRate.perSecond / starter.perSecond).toFixed(1)}
  bare requests per orchestration   ${(bareRate.perSecond / rate).toFixed(1)}`);
}

const directory = mkdtempSync(join(tmpdir(), "host-bench-"));
try {
  await bench(directory);
} finally {
  rmSync(directory, { recursive: true });
}
