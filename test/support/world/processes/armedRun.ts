/**
 * A run of the whole environment with an armed VM, on virtual time, that ends itself with SIGKILL at the
 * given piece of work: `node armedRun.ts STATE_DIRECTORY PORTS FILE KILL_AT`. WEB01 is armed, the file's
 * alert comes at its time and is followed to its end, and the VM is armed anew. Started again on the same
 * state with KILL_AT 0, the run goes on from there and prints what became of it. Its blob storage is that of
 * TEST_STORAGE, which lives on, in the folder of the app KILLED_RUN_SITE.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startEnvironment } from "../../../../local/environment/environment.ts";
import { VirtualClock } from "../../../../local/environment/virtualClock.ts";
import { vmId } from "../payloads.ts";
import { sharedStorage } from "../sharedStorage.ts";
import type { SimulatedCapture } from "../simulated.ts";

const root = new URL("../../../../", import.meta.url).pathname;
const [directory = "", portList = "", file = "", killAt = "0"] = process.argv.slice(2);
const [functions = 0, azure = 0, control = 0, blob = 0] = portList.split(",").map(Number);
const { startsAt, firesAt, alert } = JSON.parse(readFileSync(file, "utf8")) as {
  readonly startsAt: number;
  readonly firesAt: number;
  readonly alert: unknown;
};
const timeFile = join(directory, "time");
const mostMs = 40 * 60_000;

/** Counts pieces of work as they begin, and ends the process at the chosen one. */
class FatalClock extends VirtualClock {
  #pieces = 0;
  isCounting = false;

  override hold(): () => void {
    if (this.isCounting) {
      this.#pieces += 1;
      writeFileSync(timeFile, String(this.now()));
      if (this.#pieces === Number(killAt)) process.kill(process.pid, "SIGKILL");
    }
    return super.hold();
  }
}

mkdirSync(directory, { recursive: true });
const clock = new FatalClock(existsSync(timeFile) ? Number(readFileSync(timeFile, "utf8")) : startsAt);
const environment = await startEnvironment({
  clock,
  stateDirectory: directory,
  outboxDirectory: join(directory, "outbox"),
  ports: { functions, azure, control, blob },
  appDirectory: root,
  settings: {
    ...{ ARMED_VMS: vmId("WEB01"), ARMED_FILE_COUNT: "3", ARMED_FILE_BYTES: "262144" },
    CAPTURE_TIME_LIMIT_SECONDS: "10",
    REPORT_NETWORK_CONTEXT: "false",
    WEBSITE_SITE_NAME: process.env.KILLED_RUN_SITE ?? "",
  },
  storage: await sharedStorage(),
  log: () => undefined,
});
clock.isCounting = true;
const json = async (url: string): Promise<unknown> => (await fetch(url)).json();
const captures = () => json(`${environment.controlUrl}/captures`) as Promise<SimulatedCapture[]>;
const running = async (): Promise<SimulatedCapture | undefined> =>
  (await captures()).find(({ name, status }) => name.includes("-ring-") && status === "Running");
await clock.runUntil(() => clock.now() >= firesAt, mostMs);
const response = await fetch(`${environment.url}/api/alerts`, {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(alert),
});
const { statusQueryGetUri } = (await response.json()) as { statusQueryGetUri: string };
const status = () => json(statusQueryGetUri) as Promise<{ runtimeStatus: string; output: unknown }>;
await clock.runUntil(async () => (await status()).runtimeStatus === "Completed", mostMs);
await clock.runUntil(async () => (await running()) !== undefined, mostMs);
clock.isCounting = false;
const [{ output }, made, emails] = [
  await status(),
  await captures(),
  await json(`${environment.controlUrl}/emails`),
];
console.log(JSON.stringify({ output, captures: made, emails }));
await environment.close();
