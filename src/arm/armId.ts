/** A GUID, as the source of a regular expression. */
export const guid = "[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}";

/** The name of a resource group, as the source of a regular expression. */
export const resourceGroupName = "[\\w().-]{1,90}";

/** Compares ARM ids and takes them apart. */
export const armId = {
  /** ARM ids compare without case: alerts lower-case them, ARM answers in the true casing. */
  same: (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase(),

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
