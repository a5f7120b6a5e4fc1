import { AzureError } from "../azureError.ts";
import { dispatch } from "../http/route.ts";
import { networkWatcherRoutes } from "./networkWatchers/networkWatcherRoutes.ts";
import { Operations } from "./operations.ts";
import { packetCaptureRoutes } from "./packetCaptures/packetCaptureRoutes.ts";
import { requireManagementToken } from "./requireManagementToken.ts";
import { requireScope } from "./requireScope.ts";
import { storageAccountRoutes } from "./storageAccounts/storageAccountRoutes.ts";
import { virtualMachineExtensionRoutes } from "./virtualMachines/virtualMachineExtensionRoutes.ts";
import { virtualMachineRoutes } from "./virtualMachines/virtualMachineRoutes.ts";
import type { Clock } from "../../environment/clock.ts";
import type { HttpAnswer } from "../http/httpAnswer.ts";
import type { HttpRequest } from "../http/httpRequest.ts";
import type { Tokens } from "../identity/tokens.ts";
import type { CaptureRunner } from "./packetCaptures/session/captureRunner.ts";
import type { CaptureTable } from "./packetCaptures/session/captureTable.ts";
import type { BlobAccount } from "./storageAccounts/blobAccount.ts";
import type { Vms } from "./virtualMachines/vms.ts";
import type { DatabaseSync } from "node:sqlite";

interface ResourceManagerOptions {
  readonly clock: Clock;
  readonly database: DatabaseSync;
  readonly tokens: Tokens;
  readonly vms: Vms;
  readonly store: CaptureTable;
  readonly runner: CaptureRunner;
  readonly blob: BlobAccount;
  readonly baseUrl: () => string;
}

const knownProviders = ["microsoft.compute", "microsoft.network", "microsoft.storage"];

/** Azure Resource Manager: checks the token and the scope, then passes the request to the resource type. */
export function resourceManager(
  options: ResourceManagerOptions,
): (request: HttpRequest) => HttpAnswer | Promise<HttpAnswer> {
  const operations = new Operations({ ...options, captures: options.store });
  const routes = [
    ...virtualMachineRoutes(options),
    ...virtualMachineExtensionRoutes({ ...options, operations }),
    ...networkWatcherRoutes(),
    ...packetCaptureRoutes({ ...options, operations }),
    ...storageAccountRoutes(options.blob),
    ...operations.routes(),
  ];
  return (request) => {
    requireManagementToken(request, options.tokens);
    if (!request.query.get("api-version"))
      throw new AzureError(
        400,
        "MissingApiVersionParameter",
        "The api-version query parameter (?api-version=) is required for all requests.",
      );
    requireScope(request.path, options.vms);
    const answer = dispatch(routes, request);
    if (answer === "method")
      throw new AzureError(405, "MethodNotAllowed", `${request.method} is not supported here.`);
    if (answer === null) throw unknownPath(request.path);
    return answer;
  };
}

function unknownPath(path: string): AzureError {
  const [, provider, type = ""] = /\/providers\/([^/]+)(?:\/([^/]+))?/i.exec(path) ?? [];
  if (provider === undefined) return new AzureError(404, "NotFound", "The requested resource was not found.");
  if (!knownProviders.includes(provider.toLowerCase()))
    return new AzureError(
      404,
      "InvalidResourceNamespace",
      `The resource namespace '${provider}' is invalid.`,
    );
  return new AzureError(
    404,
    "InvalidResourceType",
    `The resource type '${type}' could not be found in the namespace '${provider}'.`,
  );
}
