/**
 * The place of a file of a ring. How Network Watcher names them is not published; here a number follows the
 * name that an ordinary capture would have, so that nobody can tell it from the session's.
 */
export const ringBlob = (base: string, number: number): string =>
  `${ringPrefix(base)}${String(number).padStart(7, "0")}.cap`;

/** What the names of a ring's files have in common, and no others. */
export const ringPrefix = (base: string): string => base.replace(/\.cap$/, "_");
