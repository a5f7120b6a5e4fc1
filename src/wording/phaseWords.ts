/** The phases of a capture, each as a word that begins a line, in their order. */
export const phaseWords = {
  resolving: "Resolving",
  clearing: "Clearing",
  starting: "Starting",
  capturing: "Capturing",
  analyzing: "Analyzing",
  reporting: "Reporting",
  done: "Done",
} as const;
