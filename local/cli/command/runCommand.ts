import { errorText } from "../../environment/errorText.ts";
import { terminal } from "../terminal/terminal.ts";
import { CommandError, exitCodes } from "./commandError.ts";
import { helpText } from "./helpText.ts";
import { parseCommand } from "./parseCommand.ts";
import type { Command, CommandOptions } from "./command.ts";

/**
 * Runs a command with this process's arguments and sets its exit code: help for `--help`, otherwise its work.
 * An error is a sentence and a next step on standard error.
 */
export async function runCommand<O extends CommandOptions>(command: Command<O>): Promise<void> {
  terminal.endWithReader();
  try {
    const { help, options, operands } = parseCommand(command, process.argv.slice(2));
    if (help) terminal.print(helpText(command, terminal.columns));
    else process.exitCode = await command.run(options, operands);
  } catch (error) {
    const nextStep = error instanceof CommandError ? error.nextStep : null;
    terminal.printError([errorText(error), ...(nextStep === null ? [] : [nextStep])].join("\n"));
    process.exitCode = error instanceof CommandError ? error.exitCode : exitCodes.failed;
  }
}
