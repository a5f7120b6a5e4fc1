import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import { readCapture } from "../local/cli/readCapture.ts";
import { CaptureAnalyzer } from "../src/pcap/captureAnalyzer.ts";
import { benchTraffic, writeBenchCapture } from "./benchCapture.ts";

const usage = `node bench/analyze.ts [--size MEBIBYTES] [--kind a|b|c|d]... [--runs N] [--file FILE]
Analyzes generated captures of four kinds (1024 MiB each unless told) with all findings, and compares with other tools on the
same file. Every time is that of a whole process that reads from the page cache; ratios are medians of N runs (3 unless told)
of both in turn. Fails when a capture of at least 1024 MiB misses a budget.
${Object.entries(benchTraffic)
  .map(([kind, { about }]) => `  ${kind}  ${about}`)
  .join("\n")}
  --file  analyzes only this file, and prints the figures of that as JSON`;

type Kind = keyof typeof benchTraffic;
const kinds = Object.keys(benchTraffic) as Kind[];
const mebibyte = 1024 * 1024;
const fullSizeMebibytes = 1024;
const budgets = { memoryMebibytes: 200, commandSeconds: 3 };
const timeoutMs = 300_000;

interface Tool {
  readonly name: string;
  readonly args: (file: string) => readonly string[];
  /** How many times as long as ours it has to take, by kind. */
  readonly budget: (kind: Kind) => number;
  /** False for one so slow that a single run tells enough. */
  readonly repeated: boolean;
}

const ahead = () => 1;
const tools: readonly Tool[] = [
  {
    name: "capinfos",
    args: (file) => [file],
    budget: (kind) => (kind === "b" || kind === "c" ? 2 : 1),
    repeated: true,
  },
  { name: "ndpiReader", args: (file) => ["-q", "-i", file], budget: ahead, repeated: true },
  { name: "tcptrace", args: (file) => ["-n", "-q", file], budget: ahead, repeated: false },
  { name: "tshark", args: (file) => ["-q", "-z", "conv,ip", "-r", file], budget: () => 10, repeated: false },
];

interface Run {
  readonly seconds: number;
  readonly output: string;
  /** Whether it took longer than it was given, so that `seconds` is too few. */
  readonly cutShort: boolean;
}

/** Runs a command to its end; null when it is not installed or fails. */
function run(command: string, args: readonly string[]): Run | null {
  const before = performance.now();
  const { status, stdout, error } = spawnSync(command, args, {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    timeout: timeoutMs,
  });
  const seconds = (performance.now() - before) / 1000;
  const cutShort = (error as NodeJS.ErrnoException | undefined)?.code === "ETIMEDOUT";
  return status === 0 || cutShort ? { seconds, output: stdout, cutShort } : null;
}

interface Facts {
  readonly packets: number;
  readonly exact: boolean;
  readonly pairs: number;
  readonly findings: number;
  readonly peakMebibytes: number;
}

/** What the measured process does. */
async function analyzeOnly(file: string): Promise<void> {
  const analyzer = new CaptureAnalyzer();
  await readCapture(file, analyzer, () => undefined);
  const { packets, exact, conversations, findings } = analyzer.end();
  const peakMebibytes = process.resourceUsage().maxRSS / 1024;
  const facts: Facts = {
    packets,
    exact,
    pairs: conversations.counts.ip,
    findings: findings.length,
    peakMebibytes,
  };
  console.log(JSON.stringify(facts));
}

function analysis(file: string): { seconds: number; facts: Facts } {
  const ours = run(process.execPath, [import.meta.filename, "--file", file]);
  if (ours === null || ours.cutShort) throw new Error("The analysis failed.");
  return { seconds: ours.seconds, facts: JSON.parse(ours.output) as Facts };
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? NaN;

const row = (...cells: readonly string[]): void => {
  console.log(cells.map((cell, at) => (at === 0 ? cell.padEnd(16) : cell.padStart(12))).join(""));
};

const verdict = (met: boolean): string => (met ? "met" : "MISSED");

/** Prints a table of the tools; returns whether every budget is met. */
function compare(kind: Kind, file: string, runs: number): boolean {
  const first = analysis(file).facts;
  console.log(`\n${kind}: ${benchTraffic[kind].about}: ${(statSync(file).size / mebibyte).toFixed(0)} MiB`);
  console.log(
    `${first.packets} packets, ${first.pairs} pairs of addresses, exact: ${first.exact}, ${first.findings} findings`,
  );
  const ours: number[] = [];
  const lines = tools.map((tool) => {
    const { name, args, budget, repeated } = tool;
    const [theirs, ratios]: [number[], number[]] = [[], []];
    let cutShort = false;
    for (let pair = 0; pair < (repeated ? runs : 1); pair += 1) {
      const own = analysis(file).seconds;
      const other = run(name, args(file));
      ours.push(own);
      if (other === null) return { name, absent: true, seconds: NaN, ratio: NaN, budget: 0, cutShort };
      theirs.push(other.seconds);
      ratios.push(other.seconds / own);
      cutShort ||= other.cutShort;
    }
    return {
      ...{
        name,
        absent: false,
        seconds: median(theirs),
        ratio: median(ratios),
        budget: budget(kind),
        cutShort,
      },
    };
  });
  row("", "seconds", "× ours", "budget", "");
  row("analysis", median(ours).toFixed(2));
  let met = true;
  for (const { name, absent, seconds, ratio, budget, cutShort } of lines) {
    met &&= absent || ratio >= budget;
    const more = cutShort ? ">" : "";
    if (absent) row(name, "absent");
    else
      row(name, more + seconds.toFixed(2), more + ratio.toFixed(2), `≥ ${budget}`, verdict(ratio >= budget));
  }
  return compareCommand(file, first.peakMebibytes) && met;
}

/** The command as a user starts it, and the memory of the analysis. */
function compareCommand(file: string, peakMebibytes: number): boolean {
  const command = run("npm", ["run", "--silent", "analyze", "--", file])?.seconds ?? Infinity;
  const quick = command < budgets.commandSeconds;
  const small = peakMebibytes <= budgets.memoryMebibytes;
  row("npm run analyze", command.toFixed(2), "", `< ${budgets.commandSeconds}`, verdict(quick));
  row("memory, MiB", peakMebibytes.toFixed(0), "", `≤ ${budgets.memoryMebibytes}`, verdict(small));
  return quick && small;
}

function compareAll(chosen: readonly Kind[], mebibytes: number, runs: number): void {
  const folder = mkdtempSync(join(tmpdir(), "analyze-"));
  const file = join(folder, "bench.pcap");
  try {
    for (const kind of chosen) {
      writeBenchCapture(file, benchTraffic[kind], mebibytes);
      // In a small file the start of the process outweighs the reading.
      if (!compare(kind, file, runs) && mebibytes >= fullSizeMebibytes) process.exitCode = 1;
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const { values } = parseArgs({
  options: {
    size: { type: "string", default: String(fullSizeMebibytes) },
    kind: { type: "string", multiple: true, default: kinds },
    runs: { type: "string", default: "3" },
    file: { type: "string" },
    help: { type: "boolean" },
  },
});
if (values.help === true) console.log(usage);
else if (values.file !== undefined) await analyzeOnly(values.file);
else {
  const chosen = kinds.filter((kind) => values.kind.includes(kind));
  compareAll(chosen, Number(values.size), Number(values.runs));
}
