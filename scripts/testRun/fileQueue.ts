import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Test files by their paths from the root of the repository. */
interface TestFiles {
  /** Each of these runs in a process of its own. */
  readonly alone: readonly string[];
  /** Processes share these. */
  readonly files: readonly string[];
  /** Files that check what the others left behind: they run when all of those have ended. */
  readonly afterwards: readonly string[];
  /** How many processes there are in all. */
  readonly lanes: number;
  /** How many of them, the last ones, go on until no file is left. */
  readonly lastLanes: number;
}

/**
 * The test files of a run, kept in a folder from which every lane takes the next file that nobody has taken.
 */
export class FileQueue {
  readonly #directory: string;
  readonly #content: TestFiles;

  private constructor(directory: string, content: TestFiles) {
    this.#directory = directory;
    this.#content = content;
  }

  static create(directory: string, content: TestFiles): void {
    mkdirSync(directory);
    writeFileSync(join(directory, "content.json"), JSON.stringify(content));
  }

  static open(directory: string): FileQueue {
    const content = JSON.parse(readFileSync(join(directory, "content.json"), "utf8")) as TestFiles;
    return new FileQueue(directory, content);
  }

  /** Gives each lane a number of its own. */
  enter(): number {
    return this.#lanes().find((lane) => this.#claim(`entered ${lane}`)) ?? this.#content.lanes;
  }

  /** The smallest number that no lane has which runs now. */
  takeSlot(): number {
    const slot = this.next("slot");
    process.once("exit", () => {
      rmSync(join(this.#directory, `slot ${slot}`), { force: true });
    });
    return slot;
  }

  /** The smallest number under this name that nobody in the run has taken. */
  next(name: string): number {
    for (let number = 0; ; number += 1) if (this.#claim(`${name} ${number}`)) return number;
  }

  /** The file that runs alone in this lane, or each time the next one that no other lane has taken. */
  *files(lane: number): Generator<string> {
    const alone = this.#content.alone[lane];
    if (alone !== undefined) yield alone;
    else yield* this.#untaken();
  }

  *#untaken(): Generator<string> {
    for (const [index, file] of this.#content.files.entries()) if (this.#claim(`file ${index}`)) yield file;
  }

  /** Whether other lanes come after this one, which take the files that it leaves. */
  hasSuccessor(lane: number): boolean {
    return lane < this.#content.lanes - this.#content.lastLanes;
  }

  /** Called by a lane after its last file. Returns the files to run afterwards to the lane that ends last. */
  leave(lane: number): readonly string[] {
    this.#claim(`left ${lane}`);
    const isLast = this.#lanes().every((one) => existsSync(join(this.#directory, `left ${one}`)));
    return isLast && this.#claim("afterwards") ? this.#content.afterwards : [];
  }

  #lanes(): readonly number[] {
    return Array.from({ length: this.#content.lanes }, (_, lane) => lane);
  }

  /** True for exactly one caller of all processes. */
  #claim(name: string): boolean {
    try {
      closeSync(openSync(join(this.#directory, name), "wx"));
      return true;
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
      throw error;
    }
  }
}
