import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { HttpRequest } from "@azure/functions";
import { readBody } from "../../../src/functions/http/requestBody.ts";

const read = async (body: string, headers: Record<string, string> = {}) => {
  const request = { method: "POST", url: "http://127.0.0.1/api/alerts", body: { string: body }, headers };
  const reading = await readBody(new HttpRequest(request));
  return reading.ok ? reading.value : reading.answer.status;
};

describe("readBody", () => {
  const largest = 272 * 1024;

  it("reads JSON up to the limit", async () => {
    const text = "x".repeat(largest - 2);
    assert.equal(await read(JSON.stringify(text)), text);
  });

  it("answers 413 above it, whatever the Content-Length", async () => {
    const body = JSON.stringify("x".repeat(largest - 1));
    assert.equal(await read(body), 413);
    for (const length of ["5", "-1", "none", String(body.length)])
      assert.equal(await read(body, { "content-length": length }), 413);
    assert.equal(await read("{}", { "content-length": "999999999" }), 413);
  });

  it("answers 400 to a body that is not JSON", async () => {
    for (const body of ["", " ", "{", "schemaId=1"]) assert.equal(await read(body), 400);
  });
});
