import type { TestEvent } from "node:test/reporters";

type Diagnostic = Extract<TestEvent, { readonly type: "test:diagnostic" }>;

const shownFiles = 10;
const afterItsTest = "generated asynchronous activity after the test ended";

const note = (message: string): Diagnostic => ({
  type: "test:diagnostic",
  data: { nesting: 0, message, level: "info" },
});

/**
 * Makes the events of a whole run short: a file that passes leaves nothing or only its figures, one that
 * fails leaves all of its events. The slowest files come before the totals.
 */
export class RunReport {
  readonly #files: readonly string[];
  readonly #tellsFigures: boolean;
  readonly #seconds = new Map<string, number>();
  #failed = false;
  /** Processes that a signal ended: the files that they ran to the end have been reported all the same. */
  #crashes = 0;
  #tests = 0;

  /** @param tellsFigures whether a file that passes leaves its diagnostics, each with the file's name */
  constructor(files: readonly string[], tellsFigures: boolean) {
    this.#files = files;
    this.#tellsFigures = tellsFigures;
  }

  /** True when every file ran to its end, at least one test ran, and none failed. */
  get passed(): boolean {
    return !this.#failed && this.#tests > 0 && this.#unfinished().length === 0;
  }

  async *shorten(events: AsyncIterable<TestEvent>): AsyncGenerator<TestEvent> {
    let ofFile: TestEvent[] = [];
    for await (const event of events) {
      this.#count(event);
      if (isFirstTotal(event)) yield* [...ofFile, ...this.#closing()];
      const exit = exitOf(event);
      if (exit !== null)
        yield note(
          `${exit.name} ended with exit code ${exit.exitCode ?? "none"}, signal ${exit.signal ?? "none"}`,
        );
      if (isOfFile(event)) {
        ofFile.push(event);
        if (event.data.nesting > 0 || event.type === "test:start") continue;
        if (event.type !== "test:pass") yield* ofFile;
        else if (this.#tellsFigures)
          for (const { data } of ofFile.filter(isDiagnostic))
            yield note(`${event.data.name}: ${data.message}`);
        ofFile = [];
      } else {
        yield event;
      }
    }
  }

  #count(event: TestEvent): void {
    if (event.type === "test:complete" && event.data.nesting === 0)
      this.#seconds.set(event.data.name, event.data.details.duration_ms / 1000);
    // node:test has no failed test for an error that comes after its test, only this note and an exit code.
    if (isDiagnostic(event) && event.data.message.includes(afterItsTest)) this.#failed = true;
    const isCrash = exitOf(event)?.signal != null;
    if (isCrash) this.#crashes += 1;
    else if (event.type === "test:fail") this.#failed = true;
    if (event.type === "test:summary" && event.data.file === undefined) {
      this.#failed ||= !event.data.success && this.#crashes === 0;
      this.#tests = event.data.counts.tests;
    }
  }

  *#closing(): Generator<Diagnostic> {
    for (const file of this.#unfinished()) yield note(`did not run to its end: ${file}`);
    const slowest = [...this.#seconds].filter(([file]) => this.#files.includes(file));
    slowest.sort(([, one], [, other]) => other - one);
    yield note(`slowest of ${slowest.length} files, in seconds:`);
    for (const [file, seconds] of slowest.slice(0, shownFiles))
      yield note(`${seconds.toFixed(1).padStart(6)}  ${file}`);
  }

  #unfinished(): readonly string[] {
    return this.#files.filter((file) => !this.#seconds.has(file));
  }
}

const isDiagnostic = (event: TestEvent): event is Diagnostic => event.type === "test:diagnostic";

const isFirstTotal = (event: TestEvent): boolean =>
  isDiagnostic(event) && event.data.nesting === 0 && event.data.message.startsWith("tests ");

/** What node:test adds to the error of a test file whose process did not end well. */
interface Exit {
  readonly exitCode: number | null;
  readonly signal: string | null;
}

type Failure = Extract<TestEvent, { readonly type: "test:fail" }>;

const isExit = (error: object): error is Exit => "exitCode" in error && "signal" in error;

/** How a process ended badly; null for every other event. */
function exitOf(event: TestEvent): (Exit & Pick<Failure["data"], "name">) | null {
  if (event.type !== "test:fail") return null;
  const { name, details } = event.data;
  return isExit(details.error)
    ? { name, exitCode: details.error.exitCode, signal: details.error.signal }
    : null;
}

type OfFile = Extract<
  TestEvent,
  { readonly type: "test:start" | "test:pass" | "test:fail" | "test:diagnostic" }
>;

/** True for what happens inside a file, up to the end of the file itself. */
function isOfFile(event: TestEvent): event is OfFile {
  if (event.type === "test:diagnostic") return event.data.nesting > 0;
  return event.type === "test:start" || event.type === "test:pass" || event.type === "test:fail";
}
