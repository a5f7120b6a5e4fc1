import type { HttpAnswer } from "../../http/httpAnswer.ts";
import type { HttpRequest } from "../../http/httpRequest.ts";
import type { Operations } from "../operations.ts";
import type { Vm } from "../virtualMachines/vm.ts";

interface Question {
  readonly operations: Operations;
  readonly request: HttpRequest;
  readonly vm: Vm;
  readonly subscription: string;
  readonly now: number;
  /** Milliseconds until the answer is ready. */
  readonly after: number;
  /** Whether an answer that is ready comes with 200. */
  readonly atOnce: boolean;
  /** The resource below whose path the answer will be; otherwise below the provider's location. */
  readonly under?: string;
}

/** 200 with the answer to a question about the network, or 202 with the place where it will be. */
export function askedLater(question: Question, result: unknown): HttpAnswer {
  const { operations, request, vm, subscription, now, after, atOnce, under } = question;
  if (after === 0 && atOnce) return { status: 200, body: result };
  const operation = {
    ...{ subscription, provider: "Microsoft.Network", location: vm.location },
    kind: "question",
    ...{ readyAt: now + after, capture: null, failure: null, result },
    ...(under !== undefined && { under }),
  } as const;
  const { headers } = operations.start(operation, request.query.get("api-version") ?? "");
  return { status: 202, headers };
}
