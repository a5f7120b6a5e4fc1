import { expect } from "../../site/expect.ts";
import { expectProblem } from "../../steps/expectProblem.ts";
import type { Scenario } from "../../scenario.ts";
import type { App } from "../../site/app.ts";

/** A file of the page; without a key, since it has no data. */
async function fileOf(app: App, route: string, type: string): Promise<string> {
  const { status, headers, body } = await app.withKey(null).get(route);
  expect.same(status, 200, `the answer to ${route}`);
  expect.same(headers["content-type"]?.split(";")[0], type, `the type of ${route}`);
  expect.same(headers["x-content-type-options"], "nosniff", `the protection of ${route}`);
  return String(body);
}

/** Whoever wants to be taken for a signed-in person. */
const forged = Buffer.from(
  JSON.stringify({ auth_typ: "aad", claims: [{ typ: "roles", val: "Captures.Operate" }] }),
).toString("base64");

export const capturesPage: Scenario = {
  fact: "the captures page needs no key, runs its own script alone, and its data needs a sign-in",
  async run({ app }) {
    const { headers } = await app.withKey(null).get("ui");
    const policy = headers["content-security-policy"] ?? "";
    expect.that(String(policy).startsWith("default-src 'none'"), `the page's policy is ${String(policy)}`);
    const html = await fileOf(app, "ui", "text/html");
    const names = [...html.matchAll(/\/api\/(ui\/[\w.-]+\.(?:js|css))/g)].map(([, name = ""]) => name);
    expect.same(names.length, 2, "the number of the page's files");
    for (const name of names) await fileOf(app, name, name.endsWith(".css") ? "text/css" : "text/javascript");
    expectProblem(await app.withKey(null).get("ui/none.js"), 404, "a file that the page does not have");
    const open = app.withKey(null);
    expectProblem(await open.get("ui/api/captures"), 401, "a call without a sign-in");
    const named = { headers: { "x-ms-client-principal": forged } };
    expectProblem(await open.get("ui/api/captures", named), 401, "a call with a forged sign-in");
    return null;
  },
};
