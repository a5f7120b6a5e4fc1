import assert from "node:assert/strict";
import { it } from "node:test";
import { codeRows, documentText } from "./support/documents.ts";
import { apiRoutes } from "./support/openApi/apiDocument.ts";
import { registeredRoutes } from "./support/openApi/registeredRoutes.ts";

const rows = codeRows(documentText("docs/http-api.md")).filter(([route = ""]) =>
  /^[A-Z]+ \/api\//.test(route),
);
const nameOf = ({ method, path }: { readonly method: string; readonly path: string }) => `${method} ${path}`;
const isSignedIn = (route: string) => route.includes(" /api/ui/api/");

it("docs/http-api.md lists exactly the routes that the app registers, and which require a key", () => {
  const registered = registeredRoutes.filter((route) => !isSignedIn(nameOf(route)));
  const documented = rows.filter(([route = ""]) => !isSignedIn(route)).map(([route, key]) => [route, key]);
  assert.ok(registered.length > 0);
  assert.deepEqual(
    Object.fromEntries(documented),
    Object.fromEntries(registered.map((route) => [nameOf(route), route.isOpen ? "no" : "yes"])),
  );
});

it("docs/http-api.md lists the app role of every signed-in route, and the route whose twin it is", () => {
  const expected = apiRoutes
    .filter((route) => isSignedIn(nameOf(route)))
    .map((route) => {
      const role = /app role (Captures\.\w+)/.exec(route.operation.responses["403"]?.description ?? "")?.[1];
      return [nameOf(route), `\`${role ?? ""}\``, `\`${nameOf(route).replace("/ui/api/", "/")}\``];
    });
  assert.ok(expected.length > 5);
  assert.deepEqual(rows.filter(([route = ""]) => isSignedIn(route)).toSorted(), expected.toSorted());
});

it("docs/http-api.md has a section for each route with a handler of its own", () => {
  const sections = [...documentText("docs/http-api.md").matchAll(/^## ([A-Z]+ \/api\/.+)$/gm)].map(
    ([, route]) => route,
  );
  assert.deepEqual(
    sections,
    rows.map(([route = ""]) => route).filter((route) => !isSignedIn(route)),
  );
});
