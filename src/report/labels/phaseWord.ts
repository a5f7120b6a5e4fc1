import { phaseWords } from "../../wording/phaseWords.ts";
import type { Phase } from "../../captures/progress/phase.ts";

const words: Readonly<Record<Phase["phase"], string>> = phaseWords;

const isPhase = (text: string): text is Phase["phase"] => Object.hasOwn(words, text);

/** A phase as a word that begins a line; "Waiting" before the first step. */
export const phaseWord = (phase: string | null): string =>
  phase !== null && isPhase(phase) ? words[phase] : "Waiting";
