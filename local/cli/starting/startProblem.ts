import { ConfigError } from "../../../src/settings/configError.ts";
import { errorText } from "../../environment/errorText.ts";
import { readPorts, type Ports } from "../../environment/ports.ts";
import { CommandError } from "../command/commandError.ts";
import { fileProblem } from "../command/fileProblem.ts";
import type { EnvironmentVariables } from "../../environment/environmentVariables.ts";

const variables: Readonly<Record<keyof Ports, string>> = {
  functions: "PORT",
  azure: "LOCAL_AZURE_PORT",
  control: "LOCAL_CONTROL_PORT",
  blob: "LOCAL_BLOB_PORT",
};

const ofFolder = "Choose another folder with LOCAL_STATE_DIR.";

/** SQLite's result codes that are the folder's fault, as the file system has them. */
const sqliteCodes: Readonly<Record<number, string>> = { 8: "EROFS", 13: "ENOSPC", 14: "EACCES" };

interface Facts {
  readonly stateDirectory: string;
  readonly env: EnvironmentVariables;
}

/** Why an environment did not start, in a sentence, and what to do about it. */
export function startProblem(error: unknown, { stateDirectory, env }: Facts): unknown {
  if (error instanceof CommandError) return error;
  if (error instanceof ConfigError)
    return new CommandError(
      ["The environment cannot start:", ...error.problems.map((problem) => `  - ${problem}`)].join("\n"),
      "Every setting: docs/settings.md.",
    );
  return portProblem(error, env) ?? folderProblem(error, stateDirectory);
}

/** Azurite tells it in a sentence of its own. */
function portProblem(error: unknown, env: EnvironmentVariables): CommandError | null {
  const [, code, port] = /\b(EADDRINUSE|EACCES)\b.*?:(\d+)\b/s.exec(errorText(error)) ?? [];
  if (port === undefined) return null;
  const [part] = Object.entries(readPorts(env)).find(([, one]) => String(one) === port) ?? [];
  const variable = variables[(part ?? "functions") as keyof Ports];
  return code === "EADDRINUSE"
    ? new CommandError(
        `Port ${port} is already in use.`,
        `Stop what uses it, or choose another port with ${variable}: ${variable}=0 takes a free one.`,
      )
    : new CommandError(`Port ${port} is not for this user.`, `Choose one above 1023 with ${variable}.`);
}

function folderProblem(error: unknown, stateDirectory: string): unknown {
  const of = withCode(error);
  const path = of instanceof Error && "path" in of ? String(of.path) : stateDirectory;
  return fileProblem(path, of, ofFolder);
}

/** An error of SQLite as one of the file system. */
function withCode(error: unknown): unknown {
  const { errcode } = error instanceof Error && "errcode" in error ? error : { errcode: null };
  const code = typeof errcode === "number" ? sqliteCodes[errcode & 0xff] : undefined;
  return code === undefined ? error : Object.assign(new Error(errorText(error)), { code });
}
