/** Settings as a process holds them. */
export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;
