import { styleText } from "node:util";
import { terminalText } from "./terminalText.ts";

/** What a line says at a glance. Its words say it too: NO_COLOR turns colors off. */
export type Tone = "good" | "warning" | "bad" | "strong";

const styles = { good: "green", warning: "yellow", bad: "red", strong: "bold" } as const;

const usualColumns = 80;

/** Prints what a command has to say. Nothing of it can steer the terminal. */
export const terminal = {
  /** Width of the terminal; 80 where the output is none. */
  get columns(): number {
    return process.stdout.columns > 0 ? process.stdout.columns : usualColumns;
  },

  print(text: string, tone: Tone | null = null): void {
    const safe = terminalText.block(text);
    console.log(tone === null ? safe : styleText(styles[tone], safe, { stream: process.stdout }));
  },

  printJson(value: unknown): void {
    console.log(terminalText.json(value));
  },

  /** One line of JSON, for what comes bit by bit. */
  printJsonLine(value: unknown): void {
    console.log(terminalText.jsonLine(value));
  },

  printError(text: string): void {
    console.error(terminalText.block(text));
  },

  /** Whoever reads the output may have enough of it (`| head`); that is no error. */
  endWithReader(): void {
    process.stdout.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
      process.exit();
    });
  },
};
