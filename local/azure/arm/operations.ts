import { randomUUID } from "node:crypto";
import { AzureError } from "../azureError.ts";
import { route, type Route } from "../http/route.ts";
import { networkInterfaceType } from "../network/networks.ts";
import { armError } from "./armError.ts";
import { sessionView } from "./packetCaptures/sessionView.ts";
import { inGroup } from "./requireScope.ts";
import type { Clock } from "../../environment/clock.ts";
import type { HttpAnswer } from "../http/httpAnswer.ts";
import type { HttpRequest } from "../http/httpRequest.ts";
import type { CaptureTable } from "./packetCaptures/session/captureTable.ts";
import type { SignedUrls } from "./signedUrls.ts";
import type { DatabaseSync } from "node:sqlite";

/** A long-running operation. */
interface Operation {
  readonly subscription: string;
  /** `Microsoft.Network`, for example. */
  readonly provider: string;
  readonly location: string;
  readonly kind: "create" | "queryStatus" | "stop" | "delete" | "install" | "question";
  /** When it is done at the earliest, in milliseconds since the epoch. */
  readonly readyAt: number;
  /** The capture that it is about: it waits until that has ended (stop) or is gone (delete). */
  readonly capture: number | null;
  /** Why it fails; null: it succeeds. */
  readonly failure: string | null;
  /** The answer to a question about the network, as of its readiness. */
  readonly result?: unknown;
  /** The resource below whose path the answer is; otherwise it is below the provider's location. */
  readonly under?: string;
}

interface OperationsOptions {
  readonly clock: Clock;
  readonly database: DatabaseSync;
  readonly captures: CaptureTable;
  readonly urls: SignedUrls;
  readonly baseUrl: () => string;
}

/** What the answer to a request says about the operation that it started. */
interface StartedOperation {
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The seconds that recorded answers ask a client to wait, whatever the operation. */
const retryAfter = { "retry-after": "10" } as const;

const isQuestion = (kind: Operation["kind"]): boolean => kind === "queryStatus" || kind === "question";

/** Azure Resource Manager's long-running operations and their status. */
export class Operations {
  readonly #options: OperationsOptions;

  constructor(options: OperationsOptions) {
    this.#options = options;
  }

  /** Records an operation. */
  start(operation: Operation, apiVersion: string): StartedOperation {
    const id = randomUUID();
    this.#options.database
      .prepare("INSERT INTO operation (id, document) VALUES (?, ?)")
      .run(id, JSON.stringify(operation));
    return { id, headers: { ...this.#links(id, operation, apiVersion), ...this.#waits(operation) } };
  }

  routes(): readonly Route[] {
    const locations = "/subscriptions/:subscription/providers/:provider/locations/:location";
    return [
      route("GET", `${locations}/operations/:id`, (request, { id }) =>
        this.#status(id, this.#find(request, id)),
      ),
      ...[locations, `${inGroup}/${networkInterfaceType}/:nic`].map((parent) =>
        route("GET", `${parent}/operationResults/:id`, (request, parameters) => {
          const { id = "" } = parameters as Readonly<Record<string, string>>;
          return this.#result(id, this.#find(request, id), request.query.get("api-version") ?? "");
        }),
      ),
    ];
  }

  /**
   * Clients poll a new resource itself, so creating one has no result to point to. The status of a running
   * capture, like any question, has only its result.
   */
  #links(id: string, operation: Operation, apiVersion: string): Record<string, string> {
    const { kind } = operation;
    const link = (collection: string) => this.#url(operation, `${collection}/${id}`, apiVersion);
    return {
      ...(!isQuestion(kind) && { "azure-asyncoperation": link("operations") }),
      ...((isQuestion(kind) || kind === "stop" || kind === "delete") && {
        location: link("operationResults"),
      }),
      "azure-asyncnotification": "Enabled",
      "x-ms-request-id": id,
    };
  }

  #url({ subscription, provider, location, under }: Operation, name: string, apiVersion: string): string {
    const { baseUrl, urls, clock } = this.#options;
    const parent = under ?? `/subscriptions/${subscription}/providers/${provider}/locations/${location}`;
    const path = `${parent}/${name}`;
    return `${baseUrl()}${path}${urls.sign(path, apiVersion, clock.now())}`;
  }

  #waits({ kind, readyAt }: Operation): Record<string, string> {
    if (!isQuestion(kind)) return retryAfter;
    // Recordings do not show this header here; the published definition has it.
    const seconds = Math.ceil((readyAt - this.#options.clock.now()) / 1_000);
    return { "retry-after": String(Math.max(seconds, 1)) };
  }

  /** @throws AzureError 404 when simulated Azure did not give this URL; the real answer is not known. */
  #find(request: HttpRequest, id: string): Operation {
    const row = this.#options.database
      .prepare("SELECT document FROM operation WHERE id = ?")
      .get(id.toLowerCase());
    if (row === undefined || !this.#options.urls.isGenuine(request.path, request.query))
      throw new AzureError(404, "NotFound", `The operation '${id}' was not found.`);
    return JSON.parse(String(row.document)) as Operation;
  }

  #isDone(operation: Operation): boolean {
    const { clock, captures } = this.#options;
    if (clock.now() < operation.readyAt) return false;
    const capture = operation.capture === null ? null : captures.get(operation.capture);
    if (capture === null) return true;
    if (operation.kind === "stop") return capture.settledAt !== null;
    return operation.kind !== "delete" || capture.deletedAt !== null;
  }

  #status(id: string, operation: Operation): HttpAnswer {
    const headers = { "azure-asyncnotification": "Enabled", "x-ms-request-id": id };
    const answer = (body: unknown): HttpAnswer => ({ status: 200, headers, body });
    if (!this.#isDone(operation)) return answer({ status: "InProgress" });
    if (operation.failure !== null) {
      const error = { code: "VMExtensionProvisioningError", message: operation.failure, details: [] };
      return answer({ status: "Failed", error });
    }
    return answer({ status: "Succeeded", ...(operation.kind === "stop" && { properties: {} }) });
  }

  #result(id: string, operation: Operation, apiVersion: string): HttpAnswer {
    const headers = this.#links(id, operation, apiVersion);
    if (!this.#isDone(operation)) return { status: 202, headers: { ...headers, ...this.#waits(operation) } };
    if (operation.kind === "delete") return { status: 204, headers };
    const { kind, result = null } = operation;
    return { status: 200, headers, body: kind === "queryStatus" ? this.#sessionStatus(operation) : result };
  }

  /** The status at the moment at which the answer became ready, however late it is fetched. */
  #sessionStatus({ capture: sequence, readyAt }: Operation): Record<string, unknown> {
    const capture = this.#options.captures.get(sequence ?? 0);
    if (capture === null || (capture.deletedAt !== null && capture.deletedAt <= readyAt))
      throw armError.idNotFound(capture?.id ?? "");
    return sessionView(capture, readyAt);
  }
}
