import { isTerminalStatus } from "../../protocol/runtimeStatus.ts";
import { statusJson } from "../../protocol/statusJson.ts";
import { jsonAnswer, textAnswer, type HostAnswer } from "../hostAnswer.ts";
import { readFilter } from "./readFilter.ts";
import type { PageStart } from "../../store/instanceQuery.ts";
import type { ManagementCall } from "./managementCall.ts";

const isOn = (query: URLSearchParams, name: string, otherwise: boolean): boolean =>
  query.get(name)?.toLowerCase() === String(!otherwise) ? !otherwise : otherwise;

/** GET instances/{id} */
export function getInstance({ context, request, query, first: id }: ManagementCall): HostAnswer {
  const { store } = context;
  const instance = store.instances.get(id);
  if (instance === null) return textAnswer(404, "There is no instance with this id.");
  const status = statusJson(instance, {
    showInput: isOn(query, "showInput", true),
    showHistoryOutput: isOn(query, "showHistoryOutput", false),
    history: isOn(query, "showHistory", false) ? store.histories.of(id) : null,
  });
  if (!isTerminalStatus(instance.status))
    return jsonAnswer(202, status, { location: request.url.href, "retry-after": "5" });
  const asError = instance.status === "Failed" && isOn(query, "returnInternalServerErrorOnFailure", false);
  return jsonAnswer(asError ? 500 : 200, status);
}

const tokenHeader = "x-ms-continuation-token";
const usualPage = 100;
const largestPage = 1_000;

/** GET instances: one page. The continuation token leads to the next. */
export function listInstances({ context, request, query }: ManagementCall): HostAnswer {
  const filter = readFilter(query);
  const after = readToken(request.headers[tokenHeader] ?? "");
  if (after === undefined) return textAnswer(400, "The continuation token is not valid.");
  const page = context.store.find(filter, pageSize(query.get("top")), after);
  const showInput = isOn(query, "showInput", true);
  const options = { showInput, history: null, showHistoryOutput: false };
  const statuses = page.instances.map((instance) => statusJson(instance, options));
  return jsonAnswer(200, statuses, page.next === null ? {} : { [tokenHeader]: token(page.next) });
}

/** The extension ignores a `top` that is no number of instances. */
function pageSize(top: string | null): number {
  const size = Number(top ?? usualPage);
  return Number.isInteger(size) && size >= 1 ? Math.min(size, largestPage) : usualPage;
}

const token = ({ created, id }: PageStart): string =>
  Buffer.from(JSON.stringify([created, id])).toString("base64url");

/** Null: the first page; undefined: not a token. */
function readToken(text: string): PageStart | null | undefined {
  if (text === "" || text === "null") return null;
  try {
    const [created, id] = JSON.parse(Buffer.from(text, "base64url").toString()) as unknown[];
    return typeof created === "number" && typeof id === "string" ? { created, id } : undefined;
  } catch {
    return undefined;
  }
}
