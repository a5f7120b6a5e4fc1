/** Exit codes of every command: of a failure, of wrong use, and of Ctrl-C, as a shell has it. */
export const exitCodes = { ok: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/** Why a command cannot do its work: one sentence, and what to do next. */
export class CommandError extends Error {
  override readonly name = "CommandError" as const;
  readonly nextStep: string | null;
  readonly exitCode: number;

  constructor(message: string, nextStep: string | null = null, exitCode: number = exitCodes.failed) {
    super(message);
    this.nextStep = nextStep;
    this.exitCode = exitCode;
  }

  /** The command was called in a wrong way. */
  static usage(message: string, nextStep: string | null = null): CommandError {
    return new CommandError(message, nextStep, exitCodes.usage);
  }
}
