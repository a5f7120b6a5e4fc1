import { cp, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

const root = new URL("../../../", import.meta.url).pathname;

/**
 * What stands in the place of the program of an analysis: that program, unless the file "poison" says what a
 * capture file does to it; "begun" then gets the process id. The watch is the program's own.
 */
const program = `
  import { once } from "node:events";
  import { readFileSync, renameSync, writeFileSync } from "node:fs";
  import { Worker } from "node:worker_threads";
  const beside = (name) => new URL(name, import.meta.url);
  let poison = "";
  try { poison = readFileSync(beside("poison"), "utf8"); } catch {}
  if (poison === "") await import("./program.js");
  else {
    await once(new Worker(beside("program.js"), { argv: process.argv.slice(2) }), "online");
    writeFileSync(beside("draft"), String(process.pid));
    renameSync(beside("draft"), beside("begun"));
    if (poison === "crash") process.abort();
    const kept = [];
    for (;;) if (poison === "memory") kept.push(new Uint8Array(4e6).fill(1));
  }`;

/** A copy of the bundle whose analyses can be poisoned. */
export class PoisonablePackage {
  readonly directory: string;

  private constructor(directory: string) {
    this.directory = directory;
  }

  static async create(): Promise<PoisonablePackage> {
    const directory = await mkdtemp(join(tmpdir(), "capture-on-alert-poison-"));
    for (const name of ["dist", "host.json", "package.json"])
      await cp(join(root, name), join(directory, name), { recursive: true });
    const made = new PoisonablePackage(directory);
    await rename(made.#file("analysisProcess.js"), made.#file("program.js"));
    await writeFile(made.#file("analysisProcess.js"), program);
    return made;
  }

  /** From now on every capture file does this to its analysis. */
  async poison(poison: "crash" | "loop" | "memory" | "none"): Promise<void> {
    await rm(this.#file("begun"), { force: true });
    await writeFile(this.#file("poison"), poison === "none" ? "" : poison);
  }

  /** The process of the next analysis that is poisoned, once the poison works. */
  async begun(): Promise<number> {
    for (;;) {
      const text = await readFile(this.#file("begun"), "utf8").catch(() => "");
      if (text !== "") return Number(text);
      await setTimeout(20);
    }
  }

  close(): Promise<void> {
    return rm(this.directory, { recursive: true, force: true });
  }

  #file(name: string): string {
    return join(this.directory, "dist", name);
  }
}
