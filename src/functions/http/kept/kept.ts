import { createHash } from "node:crypto";
import { keptAnswers, type WholeAnswer } from "./keptAnswers.ts";
import type { CreateHandler } from "../configured.ts";
import type { HttpRequest, HttpResponseInit } from "@azure/functions";

/** A viewer asks again each time, and is told in few bytes that nothing has changed. */
const cacheControl = "private, no-cache";

/** A route that reads: its answers are kept for two seconds and shared, under its name, and have an ETag. */
export const kept =
  (name: string, create: CreateHandler): CreateHandler =>
  (config, azure) => {
    const handler = create(config, azure);
    const answers = keptAnswers(config);
    return async (request, context) => {
      const answer = await answers.get(keyOf(name, request), async () =>
        whole(await handler(request, context)),
      );
      return answer.status === 200 ? conditional(answer, request.headers) : answer;
    };
  };

/** The host's own parameters do not count: a key opens the route and changes nothing of the answer. */
function keyOf(name: string, { params, query }: HttpRequest): string {
  const parameters = [...query]
    .map(([parameter, value]) => [parameter.toLowerCase(), value])
    .filter(([parameter = ""]) => parameter !== "code" && parameter !== "clientid")
    .sort();
  return JSON.stringify([name, params.id ?? "", parameters]);
}

/** The app's handlers answer with JSON, or with a text. */
function whole(answer: unknown): WholeAnswer {
  const init = answer as HttpResponseInit;
  const { status = 200, body, headers } = init;
  const jsonBody = init.jsonBody as unknown;
  const plain = typeof body === "string" ? body : "";
  const text = jsonBody === undefined ? plain : JSON.stringify(jsonBody);
  if (status !== 200) return { status, body: text, ...(headers !== undefined && { headers }) };
  const etag = `"${createHash("sha256").update(text).digest("base64url").slice(0, 27)}"`;
  const given = headers as Readonly<Record<string, string>> | undefined;
  const own = { ETag: etag, "Cache-Control": cacheControl };
  return { status, body: text, headers: { "Content-Type": "application/json", ...given, ...own } };
}

/** RFC 9110, section 13.1.2. */
function conditional(answer: WholeAnswer, asked: Headers): HttpResponseInit {
  const { ETag: etag = "" } = answer.headers as Readonly<Record<string, string>>;
  const known = (asked.get("if-none-match") ?? "").split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  const isKnown = known.includes(etag) || known.includes("*");
  return isKnown ? { status: 304, headers: { ETag: etag, "Cache-Control": cacheControl } } : answer;
}
