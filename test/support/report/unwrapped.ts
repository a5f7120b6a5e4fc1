/** The text part with the lines of each wrapped text joined: continued lines are indented. */
export const unwrapped = (text: string): string => text.replace(/\n {2,}(?=\S)/g, " ").replace(/ {2,}/g, " ");
