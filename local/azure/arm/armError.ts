import { AzureError } from "../azureError.ts";

/** Refusals of Azure Resource Manager's front door carry this; those of the services behind it do not. */
const gateway = { "x-ms-failure-cause": "gateway" };

export const subscriptionNotFound = (subscription: string): AzureError =>
  new AzureError(
    404,
    "SubscriptionNotFound",
    `The subscription '${subscription}' could not be found.`,
    gateway,
  );

export const resourceGroupNotFound = (group: string): AzureError =>
  new AzureError(404, "ResourceGroupNotFound", `Resource group '${group}' could not be found.`, gateway);

/** `type` with its provider, `name` with its parents' names. */
export const resourceNotFound = (type: string, name: string, group: string): AzureError =>
  new AzureError(
    404,
    "ResourceNotFound",
    `The Resource '${type}/${name}' under resource group '${group}' was not found.`,
    gateway,
  );

export const parentNotFound = (type: string, name: string): AzureError =>
  new AzureError(
    404,
    "ParentResourceNotFound",
    `Cannot work on a nested resource: its parent '${type}/${name}' was not found.`,
    gateway,
  );

export const badRequest = (code: string, message: string): AzureError => new AzureError(400, code, message);

export const conflict = (code: string, message: string): AzureError => new AzureError(409, code, message);
