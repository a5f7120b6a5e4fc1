import { terminalText } from "./terminalText.ts";

/** Prints what a command has to say. Nothing of it can steer the terminal. */
export const terminal = {
  print(text: string): void {
    console.log(terminalText.block(text));
  },

  printJson(value: unknown): void {
    console.log(terminalText.json(value));
  },

  printError(text: string): void {
    console.error(terminalText.block(text));
  },
};
