import assert from "node:assert/strict";
import { request } from "node:http";
import { after, before, describe, it } from "node:test";
import { Simulation } from "../../../support/world/simulation.ts";

describe("the control API", () => {
  let simulation: Simulation;
  before(async () => {
    simulation = await Simulation.start();
  });
  after(() => simulation.close());

  /** fetch() sets the headers of a browser itself. */
  const send = (method: string, path: string, headers: Record<string, string>, body = "") =>
    new Promise<{ status: number; text: string }>((resolve, reject) => {
      const url = `${simulation.azure.controlUrl}${path}`;
      const sent = request(url, { method, headers }, (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (part: string) => (text += part));
        answer.on("end", () => {
          resolve({ status: answer.statusCode ?? 0, text });
        });
      });
      sent.on("error", reject);
      sent.end(body);
    });

  for (const [who, headers] of [
    ["a page of another site", { Origin: "https://evil.example" }],
    ["a form of another site", { "Sec-Fetch-Site": "cross-site" }],
    ["a page of another port", { Origin: "http://127.0.0.1:3000" }],
    ["a name that leads here", { Host: "evil.example" }],
  ] as const)
    it(`neither answers nor obeys ${who}`, async () => {
      const { status, text } = await send("GET", "/vms", headers);
      assert.equal(status, 403);
      assert.deepEqual(Object.keys(JSON.parse(text) as object), ["error"]);
      assert.equal((await send("PUT", "/vms", headers, "[]")).status, 403);
      const { body: vms } = await simulation.control("GET", "/vms");
      assert.ok(Array.isArray(vms) && vms.length > 0);
    });

  it("answers a program, by the number and by the name", async () => {
    assert.equal((await send("GET", "/vms", {})).status, 200);
    const { port } = new URL(simulation.azure.controlUrl);
    assert.equal((await send("GET", "/vms", { Host: `localhost:${port}` })).status, 200);
  });
});
