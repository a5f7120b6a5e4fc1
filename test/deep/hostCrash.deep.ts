import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { it } from "node:test";
import { setTimeout } from "node:timers/promises";
import { openStore } from "../../local/host/store/store.ts";
import type { Status } from "../support/world/hostWorld.ts";

const orchestrations = 50;
const kills = 40;
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);

/** Numbers in [0, 1), the same for the same seed. */
function randomOf(state: number): () => number {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
const random = randomOf(seed);

const directory = mkdtempSync(join(tmpdir(), "host-crash-"));
const stateFile = join(directory, "state.sqlite");
const ledger = join(directory, "ledger");
const program = new URL("../support/world/processes/hostProcess.ts", import.meta.url).pathname;

function startProcess(): { readonly child: ChildProcess; readonly url: Promise<string> } {
  const child = spawn(process.execPath, [program, stateFile, "voyages"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, TEST_LEDGER: ledger },
  });
  const lines = createInterface(child.stdout);
  const url = once(lines, "line").then(([line]) => `${String(line).slice(4)}/runtime/webhooks/durabletask`);
  url.catch(() => undefined);
  return { child, url };
}

async function kill(child: ChildProcess): Promise<void> {
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}

const post = (url: string, body: unknown): Promise<Response> =>
  fetch(url, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

/**
 * Something that a client has to have done, however often it is interrupted; true once it is known to be
 * done.
 */
type Errand = (url: string) => Promise<boolean>;

const starting =
  (id: string): Errand =>
  async (url) => {
    // Asked first: after a lost answer, a second start would put a new instance in the place of one that has
    // ended.
    if ((await fetch(`${url}/instances/${id}`)).status !== 404) return true;
    return (await post(`${url}/orchestrators/voyage/${id}`, {})).status === 202;
  };

const raising =
  (id: string): Errand =>
  async (url) =>
    [202, 410].includes((await post(`${url}/instances/${id}/raiseEvent/arrive`, `${id} is there`)).status);

/** Does up to `count` errands while the host lives; those that are not known to be done come again. */
async function runErrands(errands: Errand[], url: string, count: number): Promise<void> {
  for (let done = 0; done < count; done += 1) {
    const errand = errands.shift();
    if (errand === undefined) return;
    if (!(await errand(url).catch(() => false))) errands.unshift(errand);
  }
}

const ids = Array.from({ length: orchestrations }, (_, number) => `voyage-${number}`);

/** Returns how often the host was killed before it took requests. */
async function crashAgainAndAgain(errands: Errand[]): Promise<number> {
  const perLife = Math.ceil((2 * orchestrations) / kills);
  let beforeReady = 0;
  for (let killed = 0; killed < kills; killed += 1) {
    const { child, url } = startProcess();
    const early = random() < 0.2;
    const running = early ? null : runErrands(errands, await url, perLife);
    await setTimeout(early ? random() * 400 : 10 + random() * 300);
    await kill(child);
    await running;
    if (early) beforeReady += 1;
  }
  return beforeReady;
}

it(`the host, killed ${kills} times at random, loses nothing and delivers every result once`, async () => {
  writeFileSync(ledger, "");
  const errands = [...ids.map(starting), ...ids.map(raising)];
  const beforeReady = await crashAgainAndAgain(errands);
  const open = await finish(errands);
  const { runs, again } = checkRuns();
  const results = checkResults();
  rmSync(directory, { recursive: true });
  console.log(
    `seed ${seed}: ${orchestrations} orchestrations right after ${kills} kills (${beforeReady} before the host was ready; ` +
      `${open} orchestrations open after the last); ${runs} activity runs, ${again} of them repetitions; ${results} results, each once.`,
  );
});

/** Lets one last host end everything, right; how many orchestrations were open when it started. */
async function finish(errands: Errand[]): Promise<number> {
  const { child, url } = startProcess();
  try {
    const open = await unfinished(await url);
    while (errands.length > 0) await runErrands(errands, await url, errands.length);
    for (const id of ids) {
      const { runtimeStatus, output } = await ending(await url, id);
      assert.deepEqual([runtimeStatus, output], ["Completed", { sum: 78, arrival: `${id} is there` }], id);
    }
    return open;
  } finally {
    await kill(child);
  }
}

async function unfinished(url: string): Promise<number> {
  const query = "runtimeStatus=Running,Pending&instanceIdPrefix=voyage-&top=1000";
  return ((await (await fetch(`${url}/instances?${query}`)).json()) as Status[]).length;
}

/** Long enough for whatever is left to do once nothing is killed any more. */
const patienceMs = 60_000;

async function ending(url: string, id: string): Promise<Status> {
  for (const start = performance.now(); ;) {
    assert.ok(performance.now() - start < patienceMs, `${id} does not end`);
    const status = (await (await fetch(`${url}/instances/${id}`)).json()) as Status;
    if (status.runtimeStatus !== "Pending" && status.runtimeStatus !== "Running") return status;
    await setTimeout(20);
  }
}

/**
 * Activities run at least once, three times where they fail twice, and four times in the child of four
 * generations.
 */
function checkRuns(): { readonly runs: number; readonly again: number } {
  const marks = readFileSync(ledger, "utf8").trimEnd().split("\n");
  let needed = 0;
  for (const id of ids)
    for (let step = 1; step <= 12; step += 1) {
      const least = { 4: 3, 9: 4 }[step] ?? 1;
      needed += least;
      assert.ok(marks.filter((mark) => mark === `${id} ${step}`).length >= least, `${id} ${step}`);
    }
  return { runs: marks.length, again: marks.length - needed };
}

function checkResults(): number {
  const store = openStore(stateFile);
  let results = 0;
  for (const id of ids) {
    const numbers = store.histories
      .of(id)
      .flatMap((event) => ("TaskScheduledId" in event ? [event.TaskScheduledId] : []));
    assert.equal(new Set(numbers).size, numbers.length, id);
    results += numbers.length;
  }
  assert.deepEqual([...store.activities.all(), ...store.messages.dueInstances(Infinity)], []);
  store.close();
  return results;
}
