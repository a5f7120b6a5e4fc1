/** A GUID, as the source of a regular expression. */
export const guid = "[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}";

/** The name of a resource group, as the source of a regular expression. */
export const resourceGroupName = "[\\w().-]{1,90}";

/** ARM ids compare without case: alerts lower-case them, ARM answers in the true casing. */
export const sameId = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** The resource's own name: the last segment. */
export const armName = (id: string): string => id.split("/").at(-1) ?? id;

/** `/subscriptions/<id>` of a resource below it. */
export const subscriptionScope = (id: string): string => id.split("/").slice(0, 3).join("/");

/** The subscription's id; "" where the text is not an ARM id. */
export const subscriptionOf = (id: string): string => id.split("/")[2] ?? "";

/** The resource group's name; undefined where the id has none. */
export const resourceGroupOf = (id: string): string | undefined => id.split("/")[4];

/** Whether a text is an ARM id of plain characters only, so that nothing in it ends the path or the fragment that it is put in. */
export const isPlainArmId = (text: string): boolean =>
  /^\/subscriptions\/[\w-]{1,64}(?:\/[\p{L}\p{N}_().-]{1,128}){2,20}$/u.test(text);
