/** A GUID, as the source of a regular expression. */
export const guid = "[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}";

/** Compares ARM ids and takes them apart. */
export const armId = {
  /**
   * The form in which two ids that differ only in casing are equal: alerts lower-case them, ARM answers in
   * the true casing.
   */
  folded: (id: string): string =>
    /^[ -~]*$/.test(id) ? id.toLowerCase() : Array.from(id, foldedCharacter).join(""),

  /** ARM ids compare without case. */
  same: (a: string, b: string): boolean => armId.folded(a) === armId.folded(b),

  /** The resource's own name: the last segment. */
  name: (id: string): string => id.split("/").at(-1) ?? id,

  /** `/subscriptions/<id>` of a resource below it. */
  subscriptionScope: (id: string): string => id.split("/").slice(0, 3).join("/"),

  /** The subscription's id; "" where the text is not an ARM id. */
  subscriptionId: (id: string): string => id.split("/")[2] ?? "",

  /** The resource group's name; undefined where the id has none. */
  resourceGroup: (id: string): string | undefined => id.split("/")[4],

  /**
   * Whether a text is an ARM id of plain characters, so that nothing in it ends the path or the fragment that
   * it is put in.
   */
  isPlain: (text: string): boolean =>
    /^\/subscriptions\/[\w-]{1,64}(?:\/[\p{L}\p{N}_().-]{1,128}){2,20}$/u.test(text),
};

/**
 * Folds one character as .NET's OrdinalIgnoreCase does, which compares by simple upper-case letters: `Σ`, `σ`
 * and `ς` are one letter, `ß` is no `SS`, and no letter outside ASCII equals one within.
 */
function foldedCharacter(character: string): string {
  if (character <= "~") return character.toLowerCase();
  const upper = character.toUpperCase();
  return upper.length === character.length && upper > "~" ? upper : character;
}
