import { isTerminalStatus, type RuntimeStatus } from "../../protocol/runtimeStatus.ts";
import { textAnswer, type HostAnswer } from "../hostAnswer.ts";
import { isJson } from "./isJson.ts";
import type { Delivery } from "../../engine/control.ts";
import type { ManagementCall } from "./managementCall.ts";

const answers: Readonly<Record<Delivery, HostAnswer>> = {
  delivered: { status: 202 },
  unknown: textAnswer(404, "There is no instance with this id."),
  ended: textAnswer(410, "The instance has ended."),
};

/** POST instances/{id}/raiseEvent/{name}: the body is the event's data. */
async function raiseEvent({
  context,
  request,
  first: id,
  second: name,
}: ManagementCall): Promise<HostAnswer> {
  const type = request.headers["content-type"] ?? "";
  if (!/^application\/json\b/i.test(type))
    return textAnswer(400, "The body's content type must be application/json.");
  const input = request.body.toString();
  if (!isJson(input)) return textAnswer(400, "The body is not JSON; send null for an event without data.");
  return answers[await context.control.raiseEvent(id, name, input)];
}

const reasonOf = (query: URLSearchParams): string => query.get("reason") ?? "";

async function terminate({ context, query, first: id }: ManagementCall): Promise<HostAnswer> {
  return answers[await context.control.terminate(id, reasonOf(query))];
}

async function suspend({ context, query, first: id }: ManagementCall): Promise<HostAnswer> {
  const status = context.control.statusOf(id);
  if (status === "Suspended") return cannot("suspend", id, status);
  return answers[await context.control.suspend(id, reasonOf(query))];
}

async function resume({ context, query, first: id }: ManagementCall): Promise<HostAnswer> {
  const status = context.control.statusOf(id);
  if (status !== null && !isTerminalStatus(status) && status !== "Suspended")
    return cannot("resume", id, status);
  return answers[await context.control.resume(id, reasonOf(query))];
}

/** In the extension's words. */
const cannot = (what: string, id: string, status: RuntimeStatus): HostAnswer =>
  textAnswer(
    500,
    `Cannot ${what} the orchestration instance ${id} because instance is in the ${status} state.`,
  );

async function rewind({ context, query, first: id }: ManagementCall): Promise<HostAnswer> {
  switch (await context.control.rewind(id, reasonOf(query))) {
    case "rewound":
      return { status: 202 };
    case "unknown":
      return answers.unknown;
    case "not failed":
      return textAnswer(412, "Only a failed instance can be rewound.");
  }
}

/** What a client sends to an instance. */
export const instanceSignals = { raiseEvent, terminate, suspend, resume, rewind } as const;
