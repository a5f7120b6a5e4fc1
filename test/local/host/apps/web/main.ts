import { app, type HttpRequest, type HttpResponseInit } from "@azure/functions";

async function describe(request: HttpRequest) {
  const { method, url, params } = request;
  const query = Object.fromEntries(request.query);
  const headers = Object.fromEntries(request.headers);
  return { jsonBody: { method, url, params, query, headers, body: await request.text() } };
}

const route = (name: string, template: string, methods: ("GET" | "POST" | "PUT")[] = ["GET"]) => {
  app.http(name, {
    route: template,
    methods,
    handler: async (request) => ({ ...(await describe(request)), headers: { "X-Function": name } }),
  });
};

route("echo", "echo", ["POST", "PUT"]);
route("fixed", "items/fixed");
route("number", "items/{id:int}");
route("named", "items/{name}");
route("optional", "maybe/{first}/{second?}");
route("rest", "files/{*path}");
route("mixed", "report-{year:int}.txt");
app.http("byName", { handler: describe });

app.http("silent", { handler: () => Promise.resolve(undefined as unknown as HttpResponseInit) });
app.http("throwing", {
  handler: () => {
    throw new Error("broken handler");
  },
});
app.http("plain", { handler: () => ({ status: 418, body: "tea" }) });
app.http("binary", { handler: () => ({ body: new Uint8Array([0, 255, 1]) }) });
app.http("cookies", {
  handler: () => ({
    cookies: [
      { name: "a", value: "1", path: "/", maxAge: 60, httpOnly: true, sameSite: "Lax" },
      { name: "b", value: "2 3" },
    ],
  }),
});
