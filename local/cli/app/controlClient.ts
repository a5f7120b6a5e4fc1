import { isJsonObject } from "../../azure/jsonObject.ts";
import { readPorts } from "../../environment/ports.ts";
import { CommandError } from "../command/commandError.ts";
import { isOnThisMachine } from "./isOnThisMachine.ts";
import { reach } from "./reach.ts";
import type { EnvironmentVariables } from "../../environment/environmentVariables.ts";
import type { ScenarioName } from "../../traffic/namedScenarios.ts";

interface ControlledVm {
  readonly id: string;
  readonly traffic: ScenarioName;
}

/** The control API of an environment on this machine. */
export class ControlClient {
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  /** The one beside an app; null for an app elsewhere. */
  static beside(appUrl: string, env: EnvironmentVariables): ControlClient | null {
    return isOnThisMachine(appUrl) ? new ControlClient(`http://127.0.0.1:${readPorts(env).control}`) : null;
  }

  /** Where a capture file is; null when there is none of this name, or no control API. */
  async captureFile(name: string): Promise<Response | null> {
    const response = await this.#tryGet(`/captures/${encodeURIComponent(name)}.cap`);
    return response?.ok === true ? response : null;
  }

  /** Where a sent email can be read; null when it is not here. */
  async emailUrl(messageId: string): Promise<string | null> {
    const response = await this.#tryGet("/emails");
    const emails: unknown = response?.ok === true ? await response.json() : [];
    const found = (Array.isArray(emails) ? emails : []).find(
      (email) => isJsonObject(email) && email.operationId === messageId,
    ) as { readonly number: number } | undefined;
    return found === undefined ? null : `${this.url}/emails/${found.number}.html`;
  }

  /** Sets the traffic of the VMs that `wanted` accepts; how many these are. @throws CommandError */
  async setTraffic(traffic: ScenarioName, wanted: (vmId: string) => boolean): Promise<number> {
    const vms = (await (await reach(`${this.url}/vms`)).json()) as readonly ControlledVm[];
    const changed = vms.filter(({ id }) => wanted(id));
    const body = JSON.stringify(vms.map((vm) => (changed.includes(vm) ? { ...vm, traffic } : vm)));
    const headers = { "Content-Type": "application/json" };
    const answer = await reach(`${this.url}/vms`, { method: "PUT", headers, body });
    if (!answer.ok) throw new CommandError(`${this.url} refuses the traffic: ${await answer.text()}`);
    return changed.length;
  }

  async #tryGet(path: string): Promise<Response | null> {
    try {
      return await reach(`${this.url}${path}`);
    } catch {
      return null;
    }
  }
}
