/** Some settings are missing or invalid; `problems` lists them by name and never repeats a value. */
export class ConfigError extends Error {
  override readonly name = "ConfigError" as const;
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`Settings are missing or wrong: ${problems.join("; ")}.`);
    this.problems = problems;
  }
}
