import type { World } from "./world.ts";

interface Call {
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: string;
}

/** The parts of the app's answers to alerts and requests that tests look at. */
export interface AppReply {
  readonly id: string;
  readonly outcome: string;
  readonly reason?: string;
  readonly detail: string;
  readonly field?: string;
  readonly statusQueryGetUri: string;
  readonly sendEventPostUri: string;
  readonly ignoredTargets?: readonly {
    readonly target: string;
    readonly reason: string;
    readonly detail: string;
  }[];
  readonly overrides?: readonly {
    readonly name: string;
    readonly outcome: string;
    readonly detail: string;
  }[];
  readonly targets?: readonly {
    /** A computer's name, to be looked up; the other members are then null. */
    readonly hostName?: string;
    readonly vmName: string | null;
    readonly captureName: string | null;
  }[];
  readonly limits?: Readonly<Record<string, unknown>>;
  readonly cooldownSeconds?: number;
}

/** Posts to a route of the app; the status and what the answer says. */
export async function call(
  world: World,
  route: string,
  body: unknown,
  { headers = {}, query = "" }: Call = {},
) {
  const response = await fetch(`${world.environment.url}/api/${route}${query}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, reply: (await response.json()) as AppReply };
}

/** Where the Durable backend lists its instances. */
export const instancesUri = (appUrl: string): string =>
  `${appUrl}/runtime/webhooks/durabletask/instances?top=1000&showInput=false`;

/** Ids of the instances that the Durable backend has, children left out. */
export async function instanceIds(world: World): Promise<readonly string[]> {
  const uri = instancesUri(world.environment.url);
  const ids: string[] = [];
  for (let token = ""; ;) {
    const response = await fetch(uri, { headers: { "x-ms-continuation-token": token } });
    const page = (await response.json()) as { readonly instanceId: string }[];
    ids.push(...page.map(({ instanceId }) => instanceId));
    token = response.headers.get("x-ms-continuation-token") ?? "";
    if (token === "") return ids.filter((id) => !id.includes(":"));
  }
}
