import { guid, resourceGroupName } from "./armId.ts";

/** The ARM id of a storage account. */
export const storageAccountIdForm = new RegExp(
  `^/subscriptions/${guid}/resourceGroups/${resourceGroupName}/providers/Microsoft\\.Storage/storageAccounts/[a-z0-9]{3,24}$`,
  "i",
);
