import { request as send } from "node:https";
import { pipeline } from "node:stream";
import { writeAnswer } from "../http/httpAnswer.ts";
import { ControlError } from "./controlError.ts";
import type { IncomingMessage, ServerResponse } from "node:http";

/** Below it is what blob storage has, over plain HTTP: `/blobs/<account>/<container>/<blob>?<signature>`. */
export const blobFolder = "/blobs";

/** What a download needs of a request, and of its answer. */
const asked = ["range", "if-match", "if-none-match", "if-range"];
const answered = [
  ...["content-type", "content-length", "content-disposition", "content-range", "accept-ranges"],
  ...["etag", "last-modified", "x-ms-error-code"],
];

/**
 * Passes a signed request for a blob on to blob storage, and its answer back, piece by piece: browsers do not
 * trust the certificate of blob storage here. The signature in the URL decides, as it does there.
 */
export function blobDownload(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  blobEndpoint: string,
): void {
  const { method = "GET", url = "/" } = incoming;
  incoming.resume();
  const { hostname, port, pathname } = new URL(blobEndpoint);
  const path = url.slice(blobFolder.length);
  const refusal = refusalOf(method, path, pathname);
  if (refusal !== null) {
    writeAnswer(outgoing, refusal.answer());
    return;
  }
  const headers = only(incoming.headers, asked);
  const inner = send({ hostname, port, path, method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, only(answer.headers, answered));
    pipeline(answer, outgoing, () => undefined);
  });
  inner.on("error", () => {
    if (outgoing.headersSent) outgoing.destroy();
    else writeAnswer(outgoing, new ControlError(502, "Blob storage does not answer.").answer());
  });
  outgoing.on("close", () => inner.destroy());
  inner.end();
}

function refusalOf(method: string, path: string, account: string): ControlError | null {
  if (method !== "GET" && method !== "HEAD")
    return new ControlError(405, `${blobFolder} does not accept ${method} requests.`);
  const isSigned = path.startsWith(`${account}/`) && /[?&]sig=/.test(path);
  return isSigned
    ? null
    : new ControlError(404, "There is a blob only under a signed URL, as the app gives it.");
}

const only = (
  headers: IncomingMessage["headers"],
  names: readonly string[],
): Readonly<Record<string, string | string[]>> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = headers[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
