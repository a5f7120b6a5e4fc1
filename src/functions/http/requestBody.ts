import { readJson } from "../../alerts/text/readJson.ts";
import { problem } from "./problem.ts";
import type { HttpRequest, HttpResponseInit } from "@azure/functions";

/** 256 KiB, the most that Azure Monitor sends in the common schema, plus a margin. */
const largestBody = 272 * 1024;

export type RequestBody =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly answer: HttpResponseInit };

const refused = (status: number, detail: string): RequestBody => ({
  ok: false,
  answer: problem(status, detail),
});

const tooLarge = refused(413, `The body must have at most ${largestBody} bytes.`);

/** Reads a body of bounded size as JSON, or returns the error response. */
export async function readBody(request: HttpRequest): Promise<RequestBody> {
  if (Number(request.headers.get("content-length") ?? 0) > largestBody) return tooLarge;
  const bytes = new Uint8Array(await request.arrayBuffer());
  if (bytes.byteLength > largestBody) return tooLarge;
  if (bytes.byteLength === 0 && request.headers.has("transfer-encoding"))
    return refused(
      400,
      "The body did not arrive: the Functions host accepts only bodies with Content-Length.",
    );
  const json = readJson(bytes);
  return json.ok ? json : refused(400, json.detail);
}
