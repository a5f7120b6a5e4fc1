import { expect } from "../site/expect.ts";
import type { Answer } from "../site/exchange.ts";

/** Expects an error of RFC 9457 that says something to people; its detail. */
export function expectProblem({ status, headers, body }: Answer, expected: number, to: string): string {
  expect.same(status, expected, `the status of the answer to ${to}`);
  const type = headers["content-type"] ?? "no content type";
  expect.that(type.startsWith("application/problem+json"), `the answer to ${to} has ${type}`);
  const { detail = "" } = body as { readonly detail?: string };
  expect.that(detail.length > 10, `the answer to ${to} gives no reason`);
  return detail;
}
