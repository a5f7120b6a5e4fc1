/*
 * A cold process of the app for bench/coldstart.ts: coldApp <what> <address of its main file> [<durable
 * client>] load loads it the way the Functions worker does answer answers an alert too, and prints the
 * milliseconds since the process began count prints the number and size of the files that it loads
 */
import { readFileSync, statSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import { hostAnswerOf, httpData } from "../local/host/http/httpData.ts";
import { appFunction } from "../local/host/worker/appFunction.ts";
import { collectRegistrations } from "../local/host/worker/collectRegistrations.ts";
import { FunctionRegistry } from "../local/host/worker/functionRegistry.ts";
import { invoke } from "../local/host/worker/invoke.ts";

const [what, main = "", client = "", alert = ""] = process.argv.slice(2);
const loaded = new Set<string>();
if (what === "count")
  registerHooks({
    load(url, context, nextLoad) {
      if (url.startsWith("file:")) loaded.add(fileURLToPath(url));
      return nextLoad(url, context);
    },
  });

const registration = new FunctionRegistry(() => undefined);
const model = await collectRegistrations(registration, async () => {
  await import(main);
});

const traceParent = `00-${"1".repeat(32)}-${"2".repeat(16)}-00`;

/** Asks the function `alerts`. @throws Error unless it accepts. */
async function answer(): Promise<void> {
  const registered = registration.functions.get("alerts");
  if (registered === undefined || model === null) throw new Error("The app registers no function 'alerts'.");
  const body = readFileSync(alert);
  const headers = { "content-type": "application/json", "content-length": String(body.length) };
  const request = { method: "POST", url: new URL("http://127.0.0.1/api/alerts"), headers, body };
  const called = appFunction(registered.metadata, registered.callback);
  const invocation = { data: { http: httpData(request, {}) }, client, triggerMetadata: {}, traceParent };
  const returned = await invoke(
    { functions: [], registry: registration, model },
    called,
    invocation,
    () => undefined,
  );
  const { status } = hostAnswerOf(returned?.http);
  if (status !== 202) throw new Error(`It answers ${status}: ${JSON.stringify(returned)}`);
}

if (what === "answer") {
  await answer();
  console.log(performance.now());
}
if (what === "count") {
  const bytes = [...loaded].reduce((sum, path) => sum + statSync(path).size, 0);
  console.log(JSON.stringify({ files: loaded.size, bytes }));
}
process.exit(0);
