/** Environment variables of a process. */
export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;
