import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** What Azure Resource Manager knows of a subscription. */
export interface ArmState {
  /** Registration states that are not Registered. */
  readonly registration: Record<string, string>;
  /** Whether the user may register a provider. */
  mayRegister: boolean;
  /** Regions, as Azure spells them. */
  flexRegions: readonly string[];
  schedulerRegions: readonly string[];
  /** Answers to `listkeys`, one a call; the last one again and again. */
  keys: readonly Answer[];
  /** How many calls fail before the first that is answered. */
  failures: number;
  /** When the app's role on its storage account was assigned. */
  roleCreatedOn: string;
}

export const keyAnswers = {
  there: { status: 200, body: { default: "KEY" } },
  /** As recorded in https://github.com/Azure/azure-functions-host/issues/6568. */
  starting: {
    status: 400,
    body: { Code: "BadRequest", Message: "Encountered an error (ServiceUnavailable) from host runtime." },
  },
  noApp: {
    status: 404,
    body: { error: { code: "ResourceNotFound", message: "The Resource was not found." } },
  },
  forbidden: { status: 403, body: { error: { code: "AuthorizationFailed", message: "You lack a role." } } },
} satisfies Record<string, Answer>;

export const readySubscription = (): ArmState => ({
  registration: {},
  mayRegister: true,
  flexRegions: ["West Europe", "North Europe"],
  schedulerRegions: ["West Europe", "Sweden Central"],
  keys: [keyAnswers.there],
  failures: 0,
  roleCreatedOn: "2026-01-01T00:00:00Z",
});

function answer(state: ArmState, method: string, path: string): Answer {
  if (state.failures > 0) {
    state.failures -= 1;
    return { status: 503, body: { error: { code: "ServerBusy", message: "The server is busy." } } };
  }
  const [, provider = "", action] =
    /\/subscriptions\/[\w-]+\/providers\/(Microsoft\.\w+)(\/\w+)?\?/.exec(path) ?? [];
  if (path.includes("/functions/alerts/listkeys?")) {
    const [first = keyAnswers.noApp, ...later] = state.keys;
    if (later.length > 0) state.keys = later;
    return first;
  }
  if (path.includes("/roleAssignments?"))
    return { status: 200, body: { value: [{ properties: { createdOn: state.roleCreatedOn } }] } };
  if (action === "/geoRegions")
    return { status: 200, body: { value: state.flexRegions.map((name) => ({ name })) } };
  if (action === "/register" && method === "POST") {
    if (!state.mayRegister)
      return { status: 403, body: { error: { code: "AuthorizationFailed", message: "You lack a role." } } };
    state.registration[provider] = "Registering";
    return { status: 200, body: { registrationState: "Registering" } };
  }
  if (provider === "") return { status: 404, body: { error: { code: "NotFound", message: path } } };
  const registrationState = state.registration[provider] ?? "Registered";
  if (registrationState === "Registering") state.registration[provider] = "Registered";
  const resourceTypes = [{ resourceType: "schedulers", locations: state.schedulerRegions }];
  return { status: 200, body: { namespace: provider, registrationState, resourceTypes } };
}

/** The calls of the deployment's hooks to Azure Resource Manager, answered on this machine. */
export async function simulatedArm(state: ArmState) {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    requests.push(`${request.method ?? ""} ${path}`);
    const { status, body } =
      request.headers.authorization === "Bearer TOKEN"
        ? answer(state, request.method ?? "", path)
        : { status: 401, body: {} };
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
