import { randomUUID } from "node:crypto";
import { finished } from "node:stream/promises";
import { AzureError } from "./azureError.ts";
import { faultAnswer } from "./faults/faultAnswer.ts";
import { writeAnswer } from "./http/httpAnswer.ts";
import { readRequest } from "./http/httpRequest.ts";
import { listen, type Listener } from "./http/listener.ts";
import type { Clock } from "../environment/clock.ts";
import type { ActiveFaults } from "./faults/activeFaults.ts";
import type { Fault } from "./faults/fault.ts";
import type { HttpAnswer } from "./http/httpAnswer.ts";
import type { HttpRequest } from "./http/httpRequest.ts";
import type { LoggedRequest, ReceivedCall, RequestLog } from "./requestLog.ts";
import type { IncomingMessage, ServerResponse } from "node:http";

export interface AzureListenerOptions {
  readonly port: number;
  readonly tls: { readonly key: string; readonly cert: string };
  readonly clock: Clock;
  readonly faults: ActiveFaults;
  readonly log: RequestLog;
  /** Called after every request. */
  readonly onCall?: ((call: ReceivedCall) => void) | undefined;
  readonly answer: (request: HttpRequest) => HttpAnswer | Promise<HttpAnswer>;
}

/** Serves simulated Azure over HTTPS: logs every request, applies its fault and answers it. */
export const listenAsAzure = (options: AzureListenerOptions): Promise<Listener> =>
  listen({
    port: options.port,
    tls: options.tls,
    handle(incoming, response) {
      void exchange(options, incoming, response).catch(() => {
        incoming.socket.destroy();
      });
    },
  });

async function exchange(
  options: AzureListenerOptions,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { clock, faults, log } = options;
  let release = clock.hold();
  const entry = log.add(incoming.method ?? "GET", incoming.url ?? "/");
  try {
    const request = await readRequest(incoming);
    const fault = faults.take(entry.method, entry.path);
    if (fault !== null && fault.delayMs > 0) {
      // While held, the clock would never reach the end of the delay.
      const over = waitUntil(clock, clock.now() + fault.delayMs, () => {
        release = clock.hold();
      });
      release();
      await over;
    }
    if (fault?.status === "timeout") return;
    const answer = await answerTo(options, request, fault);
    if (fault?.status === "reset") incoming.socket.destroy();
    else await respond(response, answer, entry);
  } finally {
    options.onCall?.({ ...entry, userAgent: incoming.headers["user-agent"] ?? null });
    release();
  }
}

const waitUntil = (clock: Clock, when: number, action: () => void): Promise<void> =>
  new Promise((resolve) => {
    clock.at(when, () => {
      action();
      resolve();
    });
  });

async function answerTo(
  options: AzureListenerOptions,
  request: HttpRequest | null,
  fault: Fault | null,
): Promise<HttpAnswer> {
  try {
    if (fault !== null && typeof fault.status === "number") return faultAnswer(fault, fault.status);
    if (request === null) throw new AzureError(413, "RequestEntityTooLarge", "The request is too large.");
    return await options.answer(request);
  } catch (error) {
    if (error instanceof AzureError) return withErrorCode(error);
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return withErrorCode(new AzureError(500, "InternalServerError", message));
  }
}

/** The services beside Resource Manager repeat the code in a header. */
function withErrorCode(error: AzureError): HttpAnswer {
  const answer = error.answer();
  return { ...answer, headers: { ...answer.headers, "x-ms-error-code": error.code } };
}

/** Sends the response, and waits until it is out or the client has gone. */
async function respond(response: ServerResponse, answer: HttpAnswer, entry: LoggedRequest): Promise<void> {
  entry.status = answer.status;
  const id = randomUUID();
  const headers = { "x-ms-request-id": id, "x-ms-correlation-request-id": id, ...answer.headers };
  const gone = finished(response).catch(() => undefined);
  writeAnswer(response, { ...answer, headers });
  await gone;
}
