/**
 * Control characters, C1 and escapes among them, line separators, halves of a character, and marks that hide
 * or reorder the text around them. The joiners of Persian words and of emoji are harmless.
 */
const unwanted = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u{e0000}-\u{e0fff}]/gu;

/** As in JSON, so that what was there can be read. */
const escaped = (character: string): string =>
  character
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");

/**
 * Makes text safe for a terminal. Names of alert rules, VMs and hosts, and bodies of errors come from others:
 * their escape sequences could clear the screen, forge lines, or make a terminal type.
 */
export const terminalText = {
  /** One line. */
  line: (text: string): string => text.replace(unwanted, escaped),

  /** Several lines. */
  block: (text: string): string => text.split("\n").map(terminalText.line).join("\n"),

  /** JSON that parses to the same value. Only its texts can hold such characters. */
  json: (value: unknown): string => terminalText.block(JSON.stringify(value, null, 2)),

  /** The same on one line. */
  jsonLine: (value: unknown): string => terminalText.line(JSON.stringify(value)),
};
