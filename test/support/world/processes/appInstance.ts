import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import type { Environment } from "../../../../local/environment/environment.ts";
import type { AlertOutcome } from "../../../../src/captures/outcome/alertOutcome.ts";

const program = new URL("appProcess.ts", import.meta.url).pathname;
const patienceMs = 600_000;

/** An instance of the app in a process of its own, on the hub of an environment. */
export interface AppInstance {
  readonly child: ChildProcess;
  readonly url: string;
  /** Functions that it has called. */
  readonly called: Set<string>;
}

export const appInstance = {
  /** `certificate` is a file: the environment's own, which the process trusts. */
  async start(stateFile: string, certificate: string, leaseMs: number): Promise<AppInstance> {
    const child = spawn(process.execPath, [program, stateFile, String(leaseMs)], {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, NODE_EXTRA_CA_CERTS: certificate },
    });
    const called = new Set<string>();
    const url = await new Promise<string>((resolve, reject) => {
      child.once("exit", (code) => {
        reject(new Error(`The instance of the app ended with ${String(code)}.`));
      });
      createInterface(child.stdout).on("line", (line) => {
        if (line.startsWith("url ")) resolve(line.slice(4));
        else called.add(line);
      });
    });
    return { child, url, called };
  },

  async kill({ child }: AppInstance): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, "exit");
    child.kill("SIGKILL");
    await exit;
  },

  /** Waits for the end of an orchestration, in real time; its output. */
  async ending(environment: Environment, id: string): Promise<AlertOutcome> {
    const url = `${environment.url}/runtime/webhooks/durabletask/instances/${id}`;
    for (const start = performance.now(); ;) {
      assert.ok(performance.now() - start < patienceMs, `${id} does not end`);
      const status = (await (await fetch(url)).json()) as { runtimeStatus: string; output: AlertOutcome };
      if (!["Pending", "Running"].includes(status.runtimeStatus)) {
        assert.equal(status.runtimeStatus, "Completed", id);
        return status.output;
      }
      await setTimeout(50);
    }
  },
};
