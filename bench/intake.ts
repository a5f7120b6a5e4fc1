import { randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { parseArgs } from "node:util";
import { alertPayload } from "../local/azure/monitor/alertPayload.ts";
import { buildApp } from "../scripts/buildApp.ts";
import { instancesUri } from "../test/support/world/calls.ts";
import { EnvironmentProcess } from "../test/support/world/processes/environmentProcess.ts";
import { vmId } from "../test/support/world/world.ts";

const { values } = parseArgs({
  options: {
    alerts: { type: "string", default: "1000" },
    "at-once": { type: "string", default: "100" },
  },
});
const alerts = Number(values.alerts);
const atOnce = Number(values["at-once"]);

/**
 * Connections are made before the alerts come: Node accepts one at each turn of its event loop, so that a
 * crowd of new ones is slow whatever the starter does.
 */
const agent = new Agent({ keepAlive: true, maxSockets: atOnce });

interface Timing {
  readonly statuses: Readonly<Record<number, number>>;
  readonly milliseconds: readonly number[];
  readonly perSecond: number;
}

/** Sends one request; its status when the whole answer is there. */
const send = (url: string, body: string | null): Promise<number> =>
  new Promise((resolve, reject) => {
    const headers =
      body === null
        ? {}
        : { "Content-Type": "application/json", "Content-Length": String(Buffer.byteLength(body)) };
    request(url, { agent, method: body === null ? "GET" : "POST", headers }, (response) => {
      response.resume().once("end", () => {
        resolve(response.statusCode ?? 0);
      });
    })
      .once("error", reject)
      .end(body ?? undefined);
  });

/** Sends them all, `atOnce` under way at any moment. */
async function measure(url: string, bodies: readonly (string | null)[]): Promise<Timing> {
  const statuses: Record<number, number> = {};
  const milliseconds: number[] = [];
  let next = 0;
  const worker = async () => {
    while (next < bodies.length) {
      const body = bodies[next] ?? null;
      next += 1;
      const started = performance.now();
      const status = await send(url, body);
      milliseconds.push(performance.now() - started);
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: atOnce }, worker));
  const seconds = (performance.now() - started) / 1000;
  return { statuses, milliseconds: milliseconds.sort((a, b) => a - b), perSecond: bodies.length / seconds };
}

const at = ({ milliseconds }: Timing, share: number): number =>
  milliseconds[Math.min(Math.floor(milliseconds.length * share), milliseconds.length - 1)] ?? NaN;

const line = (name: string, timing: Timing): string =>
  [
    name.padEnd(18),
    `p50 ${at(timing, 0.5).toFixed(0)} ms`,
    `p99 ${at(timing, 0.99).toFixed(0)} ms`,
    `max ${at(timing, 1).toFixed(0)} ms`,
    `${timing.perSecond.toFixed(0)}/s`,
    JSON.stringify(timing.statuses),
  ].join("  ");

/** Alerts on VMs that do not exist: their orchestrations run beside the burst, and end soon. */
const burst = Array.from({ length: alerts }, (_, index) =>
  JSON.stringify(
    alertPayload({
      ...{ vm: vmId(`M${index}`), schema: "common", condition: "Fired" },
      ...{ at: Date.now(), id: randomUUID() },
    }),
  ),
);

await buildApp();
const environment = await EnvironmentProcess.create({});
try {
  await environment.start();
  const app = `http://127.0.0.1:${environment.ports.app}`;
  const nothing = Array.from({ length: alerts }, () => null);
  await measure(`${app}/api/health`, nothing);
  const health = await measure(`${app}/api/health`, nothing);
  const starter = await measure(`${app}/api/alerts`, burst);
  const page = await fetch(instancesUri(app));
  const instances = (await page.json()) as unknown[];
  console.log(`${alerts} of each, ${atOnce} at once`);
  console.log(line("GET /api/health", health));
  console.log(line("POST /api/alerts", starter));
  console.log(`instances          ${instances.length}`);
  console.log(
    `ratio              ${(at(starter, 0.5) / at(health, 0.5)).toFixed(1)} (p50, alerts to health)`,
  );
} finally {
  agent.destroy();
  await environment.close();
}
