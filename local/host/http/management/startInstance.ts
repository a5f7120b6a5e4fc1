import { newId } from "../../engine/createInstance.ts";
import { childTraceParent } from "../../protocol/childTraceParent.ts";
import { managementUrls } from "../durableClientBinding.ts";
import { jsonAnswer, textAnswer, type HostAnswer } from "../hostAnswer.ts";
import { isJson } from "./isJson.ts";
import { readWaitTimes, waitForEnd } from "./waitForEnd.ts";
import type { ManagementCall, ManagementContext } from "./managementCall.ts";

const longestId = 256;

/**
 * POST orchestrators/{name}/{id?}: the body is the input. With a timeout, the response waits for the end. An
 * unknown name is accepted, and the instance fails.
 */
export async function startInstance(call: ManagementCall): Promise<HostAnswer> {
  const { context, request, query, first: name, second } = call;
  const { control, defaultVersion } = context;
  const id = second === "" ? newId() : second;
  if (!isInstanceId(id)) return textAnswer(400, "The instance id is not valid.");
  const waiting = readWaitTimes(query);
  if (typeof waiting === "string") return textAnswer(400, waiting);
  const input = request.body.length === 0 ? null : request.body.toString();
  if (input !== null && !isJson(input)) return textAnswer(500, "The body is not JSON.");
  const version = query.get("version") ?? defaultVersion;
  const traceParent = context.tracesOrchestrations ? childTraceParent(request.headers.traceparent) : null;
  if (!(await control.start({ id, name, version, input, traceParent })))
    return textAnswer(409, `An instance '${id}' exists and has not ended.`);
  const started = startedAnswer(context, id);
  return waiting === null ? started : waitForEnd(call, id, waiting, started);
}

/** The response with the instance's management URLs. */
function startedAnswer({ webhooks }: ManagementContext, id: string): HostAnswer {
  const links = managementUrls(webhooks, id);
  const shown = Object.entries(links).filter(([name]) => name !== "rewindPostUri");
  return jsonAnswer(202, Object.fromEntries(shown), {
    location: links.statusQueryGetUri,
    "retry-after": "10",
  });
}

const isInstanceId = (id: string): boolean => id.length <= longestId && !/[/\\#?\p{Cc}]/u.test(id);
