import assert from "node:assert/strict";
import { registeredRoutes } from "../openApi/registeredRoutes.ts";
import { audience, principal, tenantId, type Claim } from "./principal.ts";
import type { World } from "../world/world.ts";

export const other = "00000000-0000-0000-0000-000000000000";
export const tenantClaim = "http://schemas.microsoft.com/identity/claims/tenantid";

export const person: readonly Claim[] = [
  { typ: tenantClaim, val: tenantId },
  { typ: "aud", val: audience },
  { typ: "name", val: "Alice" },
];
export const withRoles = (...roles: string[]) => [...person, ...roles.map((val) => ({ typ: "roles", val }))];
export const reader = withRoles("Captures.Read");
export const operator = withRoles("Captures.Operate");
/** The same claims, but for those of one type. */
export const but = (claims: readonly Claim[], type: string, ...values: string[]) => [
  ...claims.filter(({ typ }) => typ !== type),
  ...values.map((val) => ({ typ: type, val })),
];

type Headers = Readonly<Record<string, string>>;
export const as = (claims: readonly Claim[], provider = "aad"): Headers => ({
  "X-MS-CLIENT-PRINCIPAL": principal(claims, provider),
  "X-MS-CLIENT-PRINCIPAL-NAME": "alice@example.com",
  "X-Requested-With": "capture-on-alert",
});

export const unknownId = `alert-${"0".repeat(32)}`;
export const signedInRoutes = registeredRoutes.filter(({ path }) => path.startsWith("/api/ui/api/"));

interface Answered {
  readonly status: number;
  readonly type: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export async function call(world: World, method: string, path: string, headers: Headers, body?: unknown) {
  const url = `${world.environment.url}${path.replace("{id}", unknownId)}`;
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await fetch(url, { method, headers, redirect: "manual", ...sent });
  const text = await response.text();
  const answered: Answered = {
    status: response.status,
    type: response.headers.get("content-type") ?? "",
    body: JSON.parse(text) as Answered["body"],
  };
  return answered;
}

/** Calls every signed-in route, and checks that each refuses in this way. */
export async function allRefuse(
  world: World,
  headers: Headers,
  status: number,
  detail: RegExp,
  signIn?: unknown,
) {
  for (const { method, path, id } of signedInRoutes) {
    const answer = await call(world, method, path, headers, method === "POST" ? {} : undefined);
    assert.equal(answer.status, status, `${id}: ${JSON.stringify(headers)}`);
    assert.match(answer.type, /^application\/problem\+json/);
    assert.match(String(answer.body.detail), detail, id);
    assert.equal(answer.body.signIn, signIn, id);
    assert.ok(!JSON.stringify(answer.body).includes(tenantId), "the answer repeats no claim");
  }
}
