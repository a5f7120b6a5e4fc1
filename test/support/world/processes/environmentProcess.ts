import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { freePorts } from "../../freePorts.ts";

interface Ports {
  readonly app: number;
  readonly control: number;
  readonly azure: number;
  readonly blob: number;
}

/** `npm start` in processes of its own, which can be killed as a power cut would, and started again. */
export class EnvironmentProcess {
  readonly ports: Ports;
  readonly #directory: string;
  readonly #settings: Readonly<Record<string, string>>;
  #child: ChildProcess | null = null;

  private constructor(ports: Ports, directory: string, settings: Readonly<Record<string, string>>) {
    this.ports = ports;
    this.#directory = directory;
    this.#settings = settings;
  }

  static async create(settings: Readonly<Record<string, string>>): Promise<EnvironmentProcess> {
    const directory = await mkdtemp(join(tmpdir(), "capture-on-alert-deep-"));
    const [app = 0, control = 0, azure = 0, blob = 0] = await freePorts(4);
    return new EnvironmentProcess({ app, control, azure, blob }, directory, settings);
  }

  /** Resolves when it takes alerts. */
  async start(): Promise<void> {
    const { app, control, azure, blob } = this.ports;
    const child = spawn(process.execPath, ["local/cli/start.ts"], {
      detached: true, // a process group of its own, to be killed as a whole
      stdio: ["ignore", "pipe", "inherit"],
      env: {
        ...process.env,
        PORT: String(app),
        LOCAL_CONTROL_PORT: String(control),
        LOCAL_AZURE_PORT: String(azure),
        LOCAL_BLOB_PORT: String(blob),
        LOCAL_STATE_DIR: this.#directory,
        ...this.#settings,
      },
    });
    this.#child = child;
    for await (const line of createInterface({ input: child.stdout }))
      if (line.startsWith("Ready: ")) {
        child.stdout.resume();
        return;
      }
    assert.fail("The environment ended before it was ready.");
  }

  /** kill -9 of all its processes. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, "exit");
    process.kill(-child.pid, "SIGKILL");
    await exit;
  }

  async close(): Promise<void> {
    await this.kill();
    await rm(this.#directory, { recursive: true, force: true });
  }

  /** Calls the control API. */
  async control<T>(method: string, path: string, body?: unknown): Promise<T> {
    const init = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`http://127.0.0.1:${this.ports.control}${path}`, { method, ...init });
    assert.ok(response.ok, `${method} ${path} answers ${response.status}`);
    const text = await response.text();
    return (text === "" ? undefined : JSON.parse(text)) as T;
  }
}
