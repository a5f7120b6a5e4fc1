import type { EnvironmentVariables } from "../../environment/environmentVariables.ts";

/** The folder of everything that survives a restart. */
export const stateFolder = ({ LOCAL_STATE_DIR = "" }: EnvironmentVariables): string =>
  LOCAL_STATE_DIR === "" ? ".local" : LOCAL_STATE_DIR;
