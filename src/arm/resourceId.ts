import { guid } from "./armId.ts";
import { idSegments } from "./idSegments.ts";

/** The parts of the ARM id of a resource in a resource group, in the casing of the text. */
export interface ResourceId {
  /** Decoded, without a trailing slash. */
  readonly id: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
}

const isGuid = new RegExp(`^${guid}$`);

/**
 * Letters and digits of any script, as .NET's Char.IsLetterOrDigit defines them, underscores, hyphens,
 * parentheses and dots, but no dot at the end.
 * https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftresources
 */
const groupName = /^[\p{L}\p{Nd}_().-]{0,89}[\p{L}\p{Nd}_()-]$/u;

const words = (segments: readonly (string | undefined)[]): string => segments.join("/").toLowerCase();

/** Whether segments name a subscription or a resource group. */
export const isScope = ([subscriptions, subscription, groups, group, ...rest]: readonly string[]): boolean =>
  words([subscriptions]) === "subscriptions" &&
  isGuid.test(subscription ?? "") &&
  rest.length === 0 &&
  (groups === undefined || (words([groups]) === "resourcegroups" && isGroupName(group ?? "")));

const isGroupName = (name: string): boolean => groupName.test(name) && !name.includes("..");

/**
 * Parses the ARM id of a resource of one type ("microsoft.compute/virtualmachines"); null when the text is
 * not exactly that. An id of a payload ends up in the URLs of management calls, so every name is checked.
 */
export function parseResourceId(text: string, type: string, name: RegExp): ResourceId | null {
  const segments = idSegments(text);
  if (segments?.length !== 8) return null;
  const [, subscriptionId = "", , resourceGroup = "", , , , own = ""] = segments;
  if (!isScope(segments.slice(0, 4)) || words(segments.slice(4, 7)) !== `providers/${type}`) return null;
  if (!name.test(own) || own.includes("..")) return null;
  return { id: `/${segments.join("/")}`, subscriptionId, resourceGroup, name: own };
}
