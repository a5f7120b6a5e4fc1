import { terminalText } from "../../local/cli/terminal/terminalText.ts";
import type { Result } from "./runScenarios.ts";

const words = { ok: "ok", failed: "FAILED", skipped: "skipped" } as const;
/** The widest word and the widest name. */
const widths = { word: 7, name: 22, seconds: 7 };
/** A reason is one line of the table. */
const longestRemark = 600;

/** The results for people. */
export const resultText = {
  line({ name, fact, result, remark, seconds }: Result): string {
    const start = [
      words[result].padEnd(widths.word),
      name.padEnd(widths.name),
      `${seconds.toFixed(1)} s`.padStart(widths.seconds),
    ].join("  ");
    const text = remark?.replaceAll(/\s+/g, " ").slice(0, longestRemark);
    const said = text === undefined ? "" : result === "ok" ? ` (${text})` : `: ${text}`;
    return terminalText.line(`${start}  ${fact}${said}`);
  },

  totals(results: readonly Result[]): string {
    const count = (wanted: Result["result"]) => results.filter(({ result }) => result === wanted).length;
    return `${count("ok")} ok, ${count("failed")} failed, ${count("skipped")} skipped`;
  },
};
