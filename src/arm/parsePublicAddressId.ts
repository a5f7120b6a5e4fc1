import { parseResourceId, type ResourceId } from "./resourceId.ts";

const name = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}$/;

/** Parses the ARM id of a public IP address; null when the text is not exactly that. */
export const parsePublicAddressId = (text: string): ResourceId | null =>
  parseResourceId(text, "microsoft.network/publicipaddresses", name);
