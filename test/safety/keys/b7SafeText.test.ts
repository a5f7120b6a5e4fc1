import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import { describe, it } from "node:test";
import { refusalOf } from "../../../src/activities/faults/refusalOf.ts";
import { calling, type AzureFault } from "../../../src/azure/azureFault.ts";
import { foreignText } from "../../../src/azure/foreignText.ts";
import { captureFailure } from "../../../src/captures/outcome/captureFailure.ts";
import { causeOf } from "../../../src/telemetry/log.ts";
import { isDeep } from "../../support/depth.ts";
import { secrets } from "../../support/secrets.ts";

/** How a text is quoted by what passes it on. */
const wrappers: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => JSON.stringify({ error: { code: "Bad", message: text } }),
  (text) => `Unexpected token '<', "${text}" is not valid JSON`,
  (text) => `<html><body>${text}</body></html>`,
  (text) => `${"The request was refused. ".repeat(20)}${text}`,
  (text) => `request to (${text}) failed: connect ECONNREFUSED 127.0.0.1:443`,
  (text) => `[${text}, ${text}]`,
];

/** What people need to read, and must find as it was. */
const readable = [
  "409 Conflict Another operation on this or dependent resource is in progress.",
  "The client '6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11' does not have authorization to perform action 'Microsoft.Network/networkWatchers/packetCaptures/write' over scope '/subscriptions/6F1D6AB0-4F0E-4A6E-9C55-0D6A2F6F7B11/resourceGroups/Prod-Web-RG01/providers/Microsoft.Network/networkWatchers/NetworkWatcher_westeurope'.",
  "Bearer token authentication is not permitted for non-TLS protected (non-https) URLs.",
  'Bearer authorization_uri="https://login.windows.net/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11", error="invalid_token", error_description="The access token is expired."',
  "AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID.",
  "alert-AKS-P01-Web2-DB3-Node4-a1b2c3d4e5f60718 of VM SRVWEU01PRDWEB02 and vmss_AKS-nodepool1-12345678",
  "https://captureonalert.blob.core.windows.net/network-watcher-logs/subscriptions/6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11/packetcapture_12_00_00_123.cap",
  "connect ECONNREFUSED 127.0.0.1:443; getaddrinfo ENOTFOUND management.azure.com; self-signed certificate (DEPTH_ZERO_SELF_SIGNED_CERT)",
  "C:\\Captures\\alert-WEB01-a1b2c3d4e5f60718.cap or /var/captures/x.cap",
  "trace 4bf92f3577b34da6a3ce929d0e0e4736, correlation id A1B2C3D4-0000-1111-2222-333344445555, Standard_D2s_v5",
  "Server failed to authenticate the request. Signature did not match. RequestId:5b2d1c3a-001e-0048-6a3b-1f2e3d000000 Time:2026-11-26T07:00:00.0000000Z",
  "Is the Basic tier enough? The key 'CAPTURE_FILTERS' is unknown.",
  "Größe überschritten: 日本語のエラー, ошибка",
];

const faultOf = (facts: object): Promise<AzureFault> =>
  calling("Create the packet capture", () => Promise.reject(Object.assign(new Error("x"), facts))).then(
    () => assert.fail(),
    (fault: unknown) => fault as AzureFault,
  );

describe("what services write", () => {
  for (const { form, text, value } of secrets)
    it(`loses ${form}, however it is quoted`, () => {
      for (const wrap of wrappers) {
        const seen = foreignText(wrap(text));
        assert.ok(!seen.includes(value), seen);
      }
    });

  for (const text of readable)
    it(`keeps ${JSON.stringify(text.slice(0, 50))}`, () => {
      assert.equal(foreignText(text), text);
    });

  it("loses all of them in one text, however they are set apart", () => {
    for (const apart of ["\n", " ", ", ", "; ", '","', "\\n", "\\r\\n", "\t", "</p><p>"])
      for (const first of secrets.keys()) {
        const texts = [...secrets.slice(first), ...secrets.slice(0, first)].map(({ text }) => text);
        const seen = foreignText(texts.join(apart));
        for (const { value } of secrets)
          assert.ok(!seen.includes(value), `${JSON.stringify(apart)}: ${seen}`);
      }
  });

  it("keeps ids and loses keys, whatever they are", (t) => {
    const rounds = isDeep ? 20_000 : 300;
    const keys = [
      () => randomBytes(64).toString("base64"),
      () => `${randomBytes(40).toString("base64url")}==`,
      () => randomBytes(32).toString("hex"),
      () => `code=${randomBytes(32).toString("base64url")}`,
      () => `Bearer ${randomBytes(12).toString("base64url")}`,
    ];
    for (let round = 0; round < rounds; round += 1) {
      const id = `${randomUUID()} alert-WEB01-${randomBytes(8).toString("hex")} ${randomBytes(16).toString("hex")}`;
      assert.equal(foreignText(id), id);
      for (const make of keys) {
        const key = make();
        const value = key.replace(/^(?:code=|Bearer )|=+$/g, "");
        assert.ok(!foreignText(`the value ${key} was refused`).includes(value), key);
      }
    }
    t.diagnostic(`${rounds * keys.length} random keys removed, ${rounds} sets of ids kept`);
  });

  it("loses nearly every random key of 32 bytes that nothing names", (t) => {
    const rounds = isDeep ? 20_000 : 1000;
    const seen = Array.from({ length: rounds }, () => randomBytes(32).toString("base64url")).filter((key) =>
      foreignText(`refused: ${key}`).includes(key),
    );
    t.diagnostic(`${seen.length} of ${rounds} bare keys were seen`);
    assert.ok(seen.length <= rounds / 100, seen.join(" "));
  });

  it("loses control characters and marks without a width", () => {
    const hidden =
      "\u0000\u0007\u001b\u007f\u0085\u00ad\u061c\u200b\u200e\u202e\u2028\u2066\u2060\ufeff\r\n\t\u{e0041}";
    const seen = foreignText(`a${hidden}b`);
    assert.match(seen, /^a +b$/);
    assert.ok(foreignText("\ud800x").isWellFormed());
  });

  it("is bounded at 2,000 characters with the app's own words", async () => {
    for (const character of ["x", "x ", "💥", "é", "\u0000", "=", "%", "/", "\\", '"']) {
      const long = character.repeat(100_000);
      const headers = new Map([["x-ms-correlation-request-id", long]]);
      const facts = { statusCode: 403, code: long, message: long, response: { headers } };
      const { hint } = refusalOf(await faultOf(facts));
      assert.ok(hint.length <= 2000 && hint.isWellFormed(), `${character}: ${hint.length}`);
      assert.ok(causeOf(new Error(long)).length <= 500);
      const errors = Array.from({ length: 5 }, () => foreignText(long, 300));
      const failure = captureFailure({ state: "Error", stopReason: null, errors, startedAt: null });
      assert.ok((failure?.hint.length ?? 0) <= 2000);
    }
  });

  it("is read in a time that does not grow with it", (t) => {
    const pieces = [
      "?a=",
      "https://",
      "password",
      "a-b.c_",
      '\\"',
      "eyJ",
      "Bearer ",
      "authorization:a;",
      "sig = ",
    ];
    const texts = [
      ...pieces,
      "-----BEGIN A-----",
      "shared access ",
      "x@",
      "http://a@",
      "%3F",
      "key=",
      "<secret>",
    ];
    const begun = process.cpuUsage().user;
    for (const text of texts) foreignText(text.repeat(100_000));
    t.diagnostic(`${texts.length} long texts, ${(process.cpuUsage().user - begun) / 1000} ms in all`);
  });

  it("keeps no cause beside a fault, which would bring the whole text along", async () => {
    const fault = await faultOf({ statusCode: 400, message: secrets[0]?.text });
    assert.equal(fault.cause, undefined);
    assert.ok(!JSON.stringify([fault.message, fault]).includes(secrets[0]?.value ?? ""));
  });
});
