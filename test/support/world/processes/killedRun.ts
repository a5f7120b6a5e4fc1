/**
 * A run of the whole environment on virtual time that ends itself with SIGKILL at the given piece of work:
 * `node killedRun.ts STATE_DIRECTORY PORTS ALERT_FILE KILL_AT [APP_DIRECTORY]`. Started again on the same
 * state with KILL_AT 0, it goes on to the end and prints what became of the alert. The file may have a list
 * of alerts. With KILLED_RUN_SITE, the name of its app, blob storage is that of TEST_STORAGE, which lives on:
 * Azurite forgets what it was sent within the last seconds before a kill.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startEnvironment } from "../../../../local/environment/environment.ts";
import { VirtualClock } from "../../../../local/environment/virtualClock.ts";
import { sharedStorage } from "../sharedStorage.ts";

const root = new URL("../../../../", import.meta.url).pathname;
const [directory = "", portList = "", alertFile = "", killAt = "0", appDirectory = root] =
  process.argv.slice(2);
const [functions = 0, azure = 0, control = 0, blob = 0] = portList.split(",").map(Number);
const site = process.env.KILLED_RUN_SITE;
const timeFile = join(directory, "time");

/**
 * Counts pieces of work as they begin (requests, episodes, activities), and ends the process at the chosen
 * one.
 */
class FatalClock extends VirtualClock {
  #pieces = 0;
  armed = false;

  override hold(): () => void {
    if (this.armed) {
      this.#pieces += 1;
      writeFileSync(timeFile, String(this.now()));
      if (this.#pieces === Number(killAt)) process.kill(process.pid, "SIGKILL");
    }
    return super.hold();
  }
}

const alerts = [JSON.parse(readFileSync(alertFile, "utf8")) as unknown].flat();
mkdirSync(directory, { recursive: true });
const clock = new FatalClock(existsSync(timeFile) ? Number(readFileSync(timeFile, "utf8")) : Date.now());
const environment = await startEnvironment({
  clock,
  stateDirectory: directory,
  outboxDirectory: join(directory, "outbox"),
  ports: { functions, azure, control, blob },
  appDirectory,
  settings: {
    ...{ CAPTURE_TIME_LIMIT_SECONDS: "10", CAPTURE_MAX_BYTES: "50000" },
    // Where several alerts meet is what counts there; a single one is killed while it asks, too.
    ...(alerts.length > 1 && { REPORT_NETWORK_CONTEXT: "false" }),
    ...(site !== undefined && { WEBSITE_SITE_NAME: site }),
  },
  ...(site !== undefined && { storage: await sharedStorage() }),
  log: () => undefined,
});
clock.armed = true;
const uris: string[] = [];
for (const alert of alerts) {
  const response = await fetch(`${environment.url}/api/alerts`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(alert),
  });
  uris.push(((await response.json()) as { statusQueryGetUri: string }).statusQueryGetUri);
}
const json = async (url: string): Promise<unknown> => (await fetch(url)).json();
const statuses = () => Promise.all(uris.map(json)) as Promise<{ runtimeStatus: string; output: unknown }[]>;
await clock.runUntil(async () =>
  (await statuses()).every(({ runtimeStatus }) => runtimeStatus === "Completed"),
);
clock.armed = false;
const [outputs, captures, emails] = [
  (await statuses()).map(({ output }) => output),
  await json(`${environment.controlUrl}/captures`),
  await json(`${environment.controlUrl}/emails`),
];
console.log(JSON.stringify({ output: outputs[0], outputs, captures, emails }));
await environment.close();
