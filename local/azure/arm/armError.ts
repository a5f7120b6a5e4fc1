import { AzureError } from "../azureError.ts";

/**
 * Only refusals of Azure Resource Manager's front door carry this header, not those of the services behind
 * it.
 */
const gateway = { "x-ms-failure-cause": "gateway" };

const notFound = (code: string, message: string): AzureError => new AzureError(404, code, message, gateway);

/** Azure Resource Manager's refusals. */
export const armError = {
  subscriptionNotFound: (subscription: string): AzureError =>
    notFound("SubscriptionNotFound", `The subscription '${subscription}' could not be found.`),

  resourceGroupNotFound: (group: string): AzureError =>
    notFound("ResourceGroupNotFound", `Resource group '${group}' could not be found.`),

  /** `type` includes its provider, `name` the names of its parents. */
  resourceNotFound: (type: string, name: string, group: string): AzureError =>
    notFound(
      "ResourceNotFound",
      `The Resource '${type}/${name}' under resource group '${group}' was not found.`,
    ),

  parentNotFound: (type: string, name: string): AzureError =>
    notFound(
      "ParentResourceNotFound",
      `Cannot work on a nested resource: its parent '${type}/${name}' was not found.`,
    ),

  /** Network Watcher's own, for a nested resource. */
  idNotFound: (id: string): AzureError => new AzureError(404, "NotFound", `Resource ${id} not found.`),

  unknownApiVersion: (
    provider: string,
    type: string,
    version: string,
    supported: readonly string[],
  ): AzureError =>
    notFound(
      "InvalidResourceType",
      `The resource type '${type}' could not be found in the namespace '${provider}' for api version '${version}'. The supported api-versions are '${supported.join(",")}'.`,
    ),

  badRequest: (code: string, message: string): AzureError => new AzureError(400, code, message),

  conflict: (code: string, message: string): AzureError => new AzureError(409, code, message),
} as const;
