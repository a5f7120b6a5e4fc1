import { problem } from "./problem.ts";
import { readBody } from "./requestBody.ts";
import type { StopOrder } from "../../durable/instances/stopEvent.ts";
import type { HttpRequest, HttpResponseInit } from "@azure/functions";

type StopReading =
  | { readonly ok: true; readonly order: StopOrder }
  | { readonly ok: false; readonly answer: HttpResponseInit };

const wrong = (detail: string): StopReading => ({ ok: false, answer: problem(400, detail) });

/** Reads the body of a stop: none, or `{"force": true}`. */
export async function stopOrder(request: HttpRequest): Promise<StopReading> {
  const isEmpty = request.body === null || request.headers.get("content-length") === "0";
  const body = isEmpty ? ({ ok: true, value: {} } as const) : await readBody(request);
  if (!body.ok) return body;
  const fields = body.value ?? {};
  if (typeof fields !== "object" || Array.isArray(fields))
    return wrong('The body must be empty, or a JSON object: {"force": true}.');
  const { force = false, ...others } = fields as Readonly<Record<string, unknown>>;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) return wrong("The only member of the body is force.");
  if (typeof force !== "boolean") return wrong("force must be true or false.");
  return { ok: true, order: { force } };
}
