import { parseResourceId, type ResourceId } from "./resourceId.ts";

const name = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}$/;

/** Parses the ARM id of a network interface; null when the text is not exactly that. */
export const parseNetworkInterfaceId = (text: string): ResourceId | null =>
  parseResourceId(text, "microsoft.network/networkinterfaces", name);
