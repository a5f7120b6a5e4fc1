import { writeAnswer } from "../http/httpAnswer.ts";
import { readRequest } from "../http/httpRequest.ts";
import { isOwnOrigin } from "../http/isOwnOrigin.ts";
import { listen, type Listener } from "../http/listener.ts";
import { dispatch, type Route } from "../http/route.ts";
import { blobDownload, blobFolder } from "./blobDownload.ts";
import { ControlError } from "./controlError.ts";
import type { HttpAnswer } from "../http/httpAnswer.ts";
import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * Serves the control API to programs of this machine: without a key, it must not answer what a page in the
 * browser asks it, which can reach loopback too. The Lab asks through the app's port. Its requests do not
 * hold the clock, because delivering an alert waits for the clock.
 */
export const listenForControl = (
  port: number,
  routes: readonly Route[],
  blobEndpoint: string,
): Promise<Listener> =>
  listen({
    port,
    tls: null,
    handle(incoming, response) {
      if (incoming.url?.startsWith(`${blobFolder}/`)) blobDownload(incoming, response, blobEndpoint);
      else void exchange(incoming, response, routes);
    },
  });

async function exchange(
  incoming: IncomingMessage,
  response: ServerResponse,
  routes: readonly Route[],
): Promise<void> {
  try {
    writeAnswer(response, await answerTo(incoming, routes));
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    writeAnswer(
      response,
      error instanceof ControlError ? error.answer() : new ControlError(500, message).answer(),
    );
  }
}

async function answerTo(incoming: IncomingMessage, routes: readonly Route[]): Promise<HttpAnswer> {
  if (!isOwnOrigin(incoming))
    throw new ControlError(
      403,
      "The control API answers only programs of this machine, by 127.0.0.1 or localhost.",
    );
  const request = await readRequest(incoming);
  if (request === null) throw new ControlError(413, "The body is too large.");
  const answer = dispatch(routes, request);
  if (answer === null) throw new ControlError(404, `${request.path} was not found.`);
  if (answer === "method")
    throw new ControlError(405, `${request.path} does not accept ${request.method} requests.`);
  return answer;
}
