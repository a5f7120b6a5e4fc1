import { jsonAnswer, textAnswer, type HostAnswer } from "../hostAnswer.ts";
import { getInstance, listInstances } from "./getInstance.ts";
import { instanceSignals } from "./instanceSignals.ts";
import { purgeInstance, purgeInstances } from "./purgeInstances.ts";
import { startInstance } from "./startInstance.ts";
import type { HostRequest } from "../hostRequest.ts";
import type { ManagementCall, ManagementContext } from "./managementCall.ts";

type Operation = (call: ManagementCall) => HostAnswer | Promise<HostAnswer>;

const notHere =
  (what: string): Operation =>
  () =>
    textAnswer(501, `The local host cannot ${what}; the real Durable host can.`);

const operations: readonly (readonly [method: string, path: RegExp, operation: Operation])[] = [
  ["POST", /^orchestrators\/([^/]+)(?:\/([^/]+))?$/, startInstance],
  ["GET", /^instances$/, listInstances],
  ["DELETE", /^instances$/, purgeInstances],
  ["GET", /^instances\/([^/]+)$/, getInstance],
  ["DELETE", /^instances\/([^/]+)$/, purgeInstance],
  ["POST", /^instances\/([^/]+)\/raiseEvent\/([^/]+)$/i, instanceSignals.raiseEvent],
  ["POST", /^instances\/([^/]+)\/terminate$/, instanceSignals.terminate],
  ["POST", /^instances\/([^/]+)\/suspend$/, instanceSignals.suspend],
  ["POST", /^instances\/([^/]+)\/resume$/, instanceSignals.resume],
  ["POST", /^instances\/([^/]+)\/rewind$/, instanceSignals.rewind],
  ["POST", /^instances\/([^/]+)\/restart$/, notHere("restart an instance")],
  ["GET", /^entities(?:\/.*)?$/, notHere("run entities")],
  ["POST", /^entities\/.*$/, notHere("run entities")],
];

/** Answers a call of the Durable management API; `path` is what follows its prefix. */
export async function management(
  call: Pick<ManagementCall, "context" | "request" | "hold" | "gone">,
  path: string,
): Promise<HostAnswer> {
  const { request } = call;
  const plain = path.replace(/\/$/, "");
  const elsewhere = inAnotherHub(call.context, request, plain);
  if (elsewhere !== null) return elsewhere;
  for (const [method, form, operation] of operations) {
    const found = form.exec(plain);
    if (found === null || method !== request.method) continue;
    const [first, second] = [decoded(found[1]), decoded(found[2])];
    if (first === null || second === null) return textAnswer(400, "The path is not properly encoded.");
    return operation({ ...call, query: request.url.searchParams, first, second });
  }
  return textAnswer(404, "The Durable management API has no such call.");
}

/** Names of the only storage here. */
const connections: readonly string[] = ["storage", "azurewebjobsstorage"];

/**
 * The answer to a call for another storage or hub, which has no app and no instances; null: it is for this.
 */
function inAnotherHub(
  { webhooks }: ManagementContext,
  { method, url: { searchParams: query } }: HostRequest,
  path: string,
): HostAnswer | null {
  const connection = query.get("connection") ?? "";
  if (connection !== "" && !connections.includes(connection.toLowerCase()))
    return textAnswer(500, `There is no connection '${connection}'.`);
  const hub = query.get("taskHub") ?? "";
  if (hub === "" || hub.toLowerCase() === webhooks.hubName.toLowerCase()) return null;
  if (method === "GET" && path === "instances") return jsonAnswer(200, []);
  if (path.startsWith("orchestrators/"))
    return textAnswer(501, "The local host has one hub; the real one starts an instance that nothing runs.");
  return textAnswer(404, `The hub '${hub}' has no instances.`);
}

function decoded(part = ""): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
