import type { EnvironmentVariables } from "./environmentVariables.ts";

/** The ports of the environment, all on 127.0.0.1; 0: any free port. */
export interface Ports {
  readonly functions: number;
  readonly azure: number;
  readonly control: number;
  readonly blob: number;
}

export const freePorts: Ports = { functions: 0, azure: 0, control: 0, blob: 0 };

/** The user's ports or the default ones. @throws Error naming a variable that is not a port. */
export function readPorts(env: EnvironmentVariables): Ports {
  const port = (name: string, usual: number): number => {
    const text = env[name] ?? "";
    if (text === "") return usual;
    const value = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
    if (!(value <= 65535)) throw new Error(`${name} must be a port number.`);
    return value;
  };
  return {
    functions: port("PORT", 7071),
    azure: port("LOCAL_AZURE_PORT", 7443),
    control: port("LOCAL_CONTROL_PORT", 7072),
    blob: port("LOCAL_BLOB_PORT", 10000),
  };
}
