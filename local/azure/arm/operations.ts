import { randomUUID } from "node:crypto";
import { AzureError } from "../azureError.ts";
import { route, type Route } from "../http/route.ts";
import type { Clock } from "../../environment/clock.ts";
import type { HttpAnswer } from "../http/httpAnswer.ts";
import type { CaptureTable } from "./packetCaptures/session/captureTable.ts";
import type { DatabaseSync } from "node:sqlite";

/** A long-running operation. */
interface Operation {
  readonly subscription: string;
  /** `Microsoft.Network`, for example. */
  readonly provider: string;
  readonly location: string;
  readonly kind: "create" | "stop" | "delete" | "install";
  /** When it is done at the earliest, in milliseconds since the epoch. */
  readonly readyAt: number;
  /** The capture it waits for: until it has ended (stop) or is gone (delete). */
  readonly capture: number | null;
  /** Why it fails; null: it succeeds. */
  readonly failure: string | null;
}

interface OperationsOptions {
  readonly clock: Clock;
  readonly database: DatabaseSync;
  readonly captures: CaptureTable;
  readonly baseUrl: () => string;
}

/** Azure Resource Manager's long-running operations and their status. */
export class Operations {
  readonly #options: OperationsOptions;

  constructor(options: OperationsOptions) {
    this.#options = options;
  }

  /** Records an operation. Returns the headers that the response to its request carries. */
  start(operation: Operation, apiVersion: string): Record<string, string> {
    const id = randomUUID();
    this.#options.database
      .prepare("INSERT INTO operation (id, document) VALUES (?, ?)")
      .run(id, JSON.stringify(operation));
    return this.#headers(id, operation, apiVersion);
  }

  routes(): readonly Route[] {
    const locations = "/subscriptions/:subscription/providers/:provider/locations/:location";
    return [
      route("GET", `${locations}/operations/:id`, (_, { id }) => this.#status(id)),
      route("GET", `${locations}/operationResults/:id`, (request, { id }) =>
        this.#result(id, request.query.get("api-version") ?? ""),
      ),
    ];
  }

  #headers(id: string, operation: Operation, apiVersion: string): Record<string, string> {
    const { subscription, provider, location, kind } = operation;
    const base = `${this.#options.baseUrl()}/subscriptions/${subscription}/providers/${provider}/locations/${location}`;
    const query = `?api-version=${apiVersion}`;
    const status = { "azure-asyncoperation": `${base}/operations/${id}${query}` };
    // Clients poll a new resource itself, so there is no result to point to.
    if (kind === "create" || kind === "install") return status;
    return { ...status, location: `${base}/operationResults/${id}${query}` };
  }

  #find(id: string): Operation {
    const row = this.#options.database
      .prepare("SELECT document FROM operation WHERE id = ?")
      .get(id.toLowerCase());
    if (row === undefined) throw new AzureError(404, "NotFound", `The operation '${id}' was not found.`);
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

  #status(id: string): HttpAnswer {
    const operation = this.#find(id);
    if (!this.#isDone(operation)) return { status: 200, body: { status: "InProgress" } };
    if (operation.failure !== null) {
      const error = { code: "VMExtensionProvisioningError", message: operation.failure, details: [] };
      return { status: 200, body: { status: "Failed", error } };
    }
    const properties = operation.kind === "stop" ? { properties: {} } : {};
    return { status: 200, body: { status: "Succeeded", ...properties } };
  }

  #result(id: string, apiVersion: string): HttpAnswer {
    const operation = this.#find(id);
    const headers = this.#headers(id, operation, apiVersion);
    if (!this.#isDone(operation)) return { status: 202, headers };
    return operation.kind === "delete" ? { status: 204, headers } : { status: 200, headers, body: null };
  }
}
