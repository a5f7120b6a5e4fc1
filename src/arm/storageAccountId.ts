import { parseResourceId } from "./resourceId.ts";

/** Reads the ARM id of a storage account; null for any other text. */
export const storageAccountId = (text: string): string | null =>
  parseResourceId(text, "microsoft.storage/storageaccounts", /^[a-z0-9]{3,24}$/i)?.id ?? null;
