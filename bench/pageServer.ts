import { once } from "node:events";
import { createServer } from "node:http";
import { basename } from "node:path";
import { buildConsole } from "../scripts/buildConsole.ts";
import { listedCapture } from "../src/functions/http/list/listedCapture.ts";
import { notRunning, outcome } from "../test/support/report/facts.ts";
import { summaries } from "../test/support/report/summaries.ts";
import type { CaptureList } from "../src/api/captureList.ts";
import type { Viewer } from "../src/api/viewer.ts";
import type { CaptureOutcome } from "../src/captures/outcome/captureOutcome.ts";
import type { InstanceStatus } from "../src/durable/instances/instanceStatus.ts";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

const viewer: Viewer = {
  ...{ user: null, rights: ["read", "operate"], signOut: null, version: "0.0.0", timeZone: "UTC", links: [] },
  limits: { timeLimitSeconds: 300, maxBytes: 104_857_600, bytesPerPacket: 0, filters: [] },
};

/** The app's own, so that the browser does the same checks. */
const policy = [
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:",
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
].join("; ");

const html = "text/html; charset=utf-8";
const json = "application/json; charset=utf-8";
const types: Readonly<Record<string, string>> = { html, js: "text/javascript", css: "text/css" };

const minuteMs = 60_000;
const found = Object.values(summaries);

/** Of ten captures one failed, one is still running, and the others were analyzed. */
function instanceOf(index: number, now: number): InstanceStatus {
  // In no order, so that each letter in the filter leaves rows of all places.
  const name = `WEB${String((index * 7919) % 1000).padStart(4, "0")}`;
  const vm: CaptureOutcome =
    index % 10 === 1
      ? notRunning(name)
      : outcome({ ...named(name), summary: found[index % found.length] ?? null, bytes: 1000 * (index + 1) });
  const at = new Date(now - index * minuteMs).toISOString();
  const isRunning = index % 10 === 2;
  return {
    instanceId: `alert-${String(index).padStart(32, "0")}`,
    name: "captureOnAlert",
    runtimeStatus: isRunning ? "Running" : "Completed",
    customStatus: isRunning ? { phase: "capturing", percent: 62, endsAt: new Date(now + minuteMs) } : null,
    input: {
      vmIds: [vm.vmId],
      alert: { rule: `rule ${index % 12} of the team`, severity: "Sev2", firedAt: at },
    },
    output: { captures: [vm], report: { sentTo: [], messageId: null, error: null } },
    createdTime: at,
    lastUpdatedTime: at,
  };
}

const named = (name: string) => ({ vmName: name, vmId: outcome().vmId.replace("WEB01", name) });

/** As many captures as the list has at most, as the app lists them. */
export const listOf = (count: number, now: number): CaptureList => ({
  captures: Array.from({ length: count }, (_, index) => listedCapture(instanceOf(index, now))),
  truncated: false,
});

interface PageServer {
  readonly url: string;
  readonly files: readonly { readonly name: string; readonly contents: Uint8Array }[];
  readonly close: () => Promise<void>;
}

/** Serves the captures page with a list that never changes; and at /empty a page with nothing on it. */
export async function startPageServer(list: CaptureList): Promise<PageServer> {
  const built = await buildConsole("/console");
  const files = built.files.map(({ path, contents }) => ({ name: basename(path), contents }));
  const texts = new Map<string, readonly [type: string, body: string | Uint8Array]>([
    ["/empty", [html, '<!doctype html><html lang="en"><title>Empty</title><h1>Nothing</h1>']],
    ["/api/viewer", [json, JSON.stringify(viewer)]],
    ["/api/captures", [json, JSON.stringify(list)]],
    ["/api/health", [json, '{"status":"ok","version":"0.0.0"}']],
    ...files.map(({ name, contents }): [string, [string, Uint8Array]] => [
      name === "index.html" ? "/api/ui" : `/api/ui/${name}`,
      [types[name.slice(name.lastIndexOf(".") + 1)] ?? "", contents],
    ]),
  ]);
  const answer = ({ url = "/", headers }: IncomingMessage, response: ServerResponse) => {
    const { pathname } = new URL(url, "http://127.0.0.1");
    const [type, body] = texts.get(pathname) ?? [json, '{"status":401,"signIn":null}'];
    const status = texts.has(pathname) ? 200 : 401;
    response.setHeader("Content-Security-Policy", policy);
    response.setHeader("Content-Type", type);
    if (pathname === "/api/captures") response.setHeader("ETag", '"1"');
    const isKnown = headers["if-none-match"] === '"1"';
    if (isKnown) response.writeHead(304).end();
    else response.writeHead(status).end(body);
  };
  const server = createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, files, close };
}
