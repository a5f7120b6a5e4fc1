import { AzureError } from "../azureError.ts";
import { dispatch } from "../http/route.ts";
import { networkInterfaceRoutes } from "./networkInterfaces/networkInterfaceRoutes.ts";
import { networkQuestionRoutes } from "./networkWatchers/networkQuestionRoutes.ts";
import { networkWatcherRoutes } from "./networkWatchers/networkWatcherRoutes.ts";
import { Operations } from "./operations.ts";
import { packetCaptureRoutes } from "./packetCaptures/packetCaptureRoutes.ts";
import { publicIpAddressRoutes } from "./publicIpAddresses/publicIpAddressRoutes.ts";
import { requireApiVersion } from "./requireApiVersion.ts";
import { requireManagementToken } from "./requireManagementToken.ts";
import { requireScope } from "./requireScope.ts";
import { scaleSetRoutes } from "./scaleSets/scaleSetRoutes.ts";
import { SignedUrls } from "./signedUrls.ts";
import { storageAccountRoutes } from "./storageAccounts/storageAccountRoutes.ts";
import { virtualMachineExtensionRoutes } from "./virtualMachines/virtualMachineExtensionRoutes.ts";
import { virtualMachineRoutes } from "./virtualMachines/virtualMachineRoutes.ts";
import { withAnswerHeaders } from "./withAnswerHeaders.ts";
import type { Clock } from "../../environment/clock.ts";
import type { Latencies } from "../createLatencies.ts";
import type { HttpAnswer } from "../http/httpAnswer.ts";
import type { HttpRequest } from "../http/httpRequest.ts";
import type { Tokens } from "../identity/tokens.ts";
import type { Networks } from "../network/networks.ts";
import type { CaptureRunner } from "./packetCaptures/session/captureRunner.ts";
import type { CaptureTable } from "./packetCaptures/session/captureTable.ts";
import type { ScaleSets } from "./scaleSets/scaleSets.ts";
import type { BlobAccount } from "./storageAccounts/blobAccount.ts";
import type { Vms } from "./virtualMachines/vms.ts";
import type { DatabaseSync } from "node:sqlite";

interface ResourceManagerOptions {
  readonly clock: Clock;
  readonly database: DatabaseSync;
  readonly tokens: Tokens;
  readonly vms: Vms;
  readonly networks: Networks;
  readonly store: CaptureTable;
  readonly runner: CaptureRunner;
  readonly scaleSets: ScaleSets;
  readonly latencies: Latencies;
  readonly blob: BlobAccount;
  /** Signs the URLs of operations; base64. */
  readonly operationsKey: string;
  readonly baseUrl: () => string;
}

const knownProviders = ["microsoft.compute", "microsoft.network", "microsoft.storage"];

/** Azure Resource Manager: checks the token and the scope, then passes the request to the resource type. */
export function resourceManager(
  options: ResourceManagerOptions,
): (request: HttpRequest) => HttpAnswer | Promise<HttpAnswer> {
  const urls = new SignedUrls(options.operationsKey);
  const operations = new Operations({ ...options, urls, captures: options.store });
  const routes = [
    ...virtualMachineRoutes(options),
    ...scaleSetRoutes(options),
    ...virtualMachineExtensionRoutes({ ...options, operations }),
    ...networkWatcherRoutes(),
    ...networkQuestionRoutes({ ...options, operations }),
    ...networkInterfaceRoutes({ ...options, operations }),
    ...publicIpAddressRoutes(options),
    ...packetCaptureRoutes({ ...options, operations }),
    ...storageAccountRoutes(options.blob),
    ...operations.routes(),
  ];
  const answer = (request: HttpRequest) => {
    requireManagementToken(request, options.tokens);
    requireScope(request.path, options.vms, options.networks);
    requireApiVersion(request);
    const found = dispatch(routes, request);
    if (found === "method")
      throw new AzureError(405, "MethodNotAllowed", `${request.method} is not supported here.`);
    if (found === null) throw unknownPath(request.path);
    return found;
  };
  return async (request) => withAnswerHeaders(request, await answerOrError(() => answer(request)));
}

async function answerOrError(answer: () => HttpAnswer | Promise<HttpAnswer>): Promise<HttpAnswer> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof AzureError) return error.answer();
    throw error;
  }
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
