import assert from "node:assert/strict";
import { it } from "node:test";
import { azureYaml } from "../../support/azd/azureYaml.ts";
import { deployedEnvironment, runHook } from "../../support/azd/runHook.ts";
import { keyAnswers, readySubscription } from "../../support/azd/simulatedArm.ts";
import { isDeep } from "../../support/depth.ts";

/** Runs the steps of `azd up` with the real hooks, on what azd and the template do of them. */
class Deployment {
  readonly #arm = {
    ...readySubscription(),
    keys: [keyAnswers.noApp] as (typeof keyAnswers)[keyof typeof keyAnswers][],
  };
  #environment: Record<string, string> = {};
  /** CONNECT_ALERTS at every provision, and whether the app's host gave its key then. */
  readonly provisions: { readonly connects: boolean; readonly hasKey: boolean }[] = [];

  async up(): Promise<void> {
    for (const step of azureYaml.steps) {
      const [command = ""] = step.split(" ");
      await this.#hook(`pre${command}`);
      if (command === "provision") this.#provision();
      // The host starts cold, and makes its keys then.
      if (command === "deploy") this.#arm.keys = [keyAnswers.starting, keyAnswers.there];
      await this.#hook(`post${command}`);
    }
  }

  /** azd deletes the resources, and the template's outputs from its environment; nothing else. */
  down(): void {
    this.#arm.keys = [keyAnswers.noApp];
    this.#environment = Object.fromEntries(
      Object.entries(this.#environment).filter(([name]) => !(name in deployedEnvironment)),
    );
  }

  /** Someone deletes the resource group: azd does not know. */
  deleteGroup(): void {
    this.#arm.keys = [keyAnswers.noApp];
  }

  #provision(): void {
    const hasKey = this.#arm.keys.includes(keyAnswers.there);
    this.provisions.push({ connects: this.#environment.CONNECT_ALERTS === "true", hasKey });
    if (!hasKey) this.#arm.keys = [keyAnswers.starting];
    Object.assign(this.#environment, deployedEnvironment);
  }

  async #hook(name: string): Promise<void> {
    if (!azureYaml.hooks.has(name)) return;
    const { status, stderr, set } = await runHook(name, this.#arm, this.#environment);
    assert.equal(status, 0, stderr);
    for (const [, variable = "", value = ""] of set.join("\n").matchAll(/^env set (\w+) (\w+)$/gm))
      this.#environment[variable] = value;
  }
}

const first = [
  { connects: false, hasKey: false },
  { connects: true, hasKey: true },
];
const again = first.map(() => ({ connects: true, hasKey: true }));

it("azd up, down and up again asks for the key of the function alerts exactly when there is one", async () => {
  const deployment = new Deployment();
  await deployment.up();
  assert.deepEqual(deployment.provisions.splice(0), first);
  deployment.down();
  await deployment.up();
  assert.deepEqual(deployment.provisions.splice(0), first);
});

if (isDeep)
  it("azd up of a deployment that is there keeps its alerts connected", async () => {
    const deployment = new Deployment();
    await deployment.up();
    await deployment.up();
    assert.deepEqual(deployment.provisions.slice(2), again);
    deployment.deleteGroup();
    await deployment.up();
    assert.deepEqual(deployment.provisions.slice(4), first);
  });
