/**
 * An analysis that its file goes wrong in: like src/analysis/analysisProcess.ts, but what happens is what the
 * file's first bytes say.
 */
import { once } from "node:events";
import { isMainThread, Worker } from "node:worker_threads";
import { watchOver } from "../../../src/analysis/watchOver.ts";
import type { AnalysisOrder } from "../../../src/analysis/analysisOrder.ts";

const kept: unknown[] = [];
const forever = (grow: () => unknown): void => {
  for (;;) kept.push(grow());
};

const poisons: Readonly<Record<string, () => void>> = {
  loop: () => {
    for (;;);
  },
  // Each in a loop of its own inside V8, which nobody can interrupt.
  sort: () => {
    const numbers = Array.from({ length: 3_000_000 }, (_, index) => (index * 7919) % 1_000_003);
    for (;;) numbers.sort((one, other) => one - other).reverse();
  },
  bytes: () => {
    forever(() => new Uint8Array(8 * 1024 * 1024).fill(1));
  },
  "one array": () => {
    forever(() => new Uint8Array(2 ** 30).fill(1));
  },
  objects: () => {
    forever(() => ({ a: [kept.length] }));
  },
  map: () => {
    const map = new Map<number, number>();
    for (let next = 0; ; next += 1) map.set(next, next + 0.5);
  },
  "large arrays": () => {
    forever(() => new Array<number>(3e7).fill(1.5));
  },
  recursion: () => {
    const deeper = (depth: number): number => deeper(depth + 1) + 1;
    deeper(0);
  },
  exception: () => {
    throw new Error("poison");
  },
  abort: () => {
    process.abort();
  },
  segfault: () => process.kill(process.pid, "SIGSEGV"),
  "exit 7": () => process.exit(7),
  nothing: () => process.exit(0),
  words: () => {
    process.stdout.write("no summary");
    process.exit(0);
  },
  flood: () => {
    const line = "x".repeat(2 ** 20);
    for (let count = 0; count < 16; count += 1) process.stdout.write(line);
    process.exit(0);
  },
};

if (isMainThread) {
  const watch = new Worker(new URL(import.meta.url), { argv: process.argv.slice(2) });
  await once(watch, "online");
  watch.unref();
  for await (const chunk of process.stdin) poisons[String(chunk)]?.();
} else watchOver(JSON.parse(process.argv[2] ?? "") as AnalysisOrder);
