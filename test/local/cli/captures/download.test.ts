import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { cliProcess } from "../../../support/cli/cliProcess.ts";
import type { AddressInfo } from "node:net";

const id = `alert-${"0123456789abcdef".repeat(2)}`;
const content = Buffer.from("the bytes of a capture file");
const sha256 = createHash("sha256").update(content).digest("hex");

/** An app that hands out signed URLs, as a deployed one may, and the storage behind them. */
describe("npm run captures -- download, from an app that hands files out", () => {
  const folder = mkdtempSync(join(tmpdir(), "download-"));
  const calls: IncomingMessage[] = [];
  let server: Server;
  let url = "";
  let told = sha256;
  let refusal: { status: number; body: object } | null = null;
  before(async () => {
    server = createServer((request, response) => {
      calls.push(request);
      const vm = {
        vmName: "WEB01",
        captureName: "../../alert-WEB01",
        fileUrl: "https://x/y.cap",
        sha256: told,
      };
      const view = { id, status: "completed", vms: [{ ...vm, outcome: "captured" }] };
      if (request.url?.startsWith("/blob") === true) response.end(content);
      else if (request.url === `/api/captures/${id}/file?vm=WEB01`)
        if (refusal !== null) response.writeHead(refusal.status).end(JSON.stringify(refusal.body));
        else response.end(JSON.stringify({ url: `${url}/blob?sig=secret`, expiresAt: "" }));
      else response.end(JSON.stringify(view));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  });

  const download = (...args: readonly string[]) =>
    cliProcess("captures", ["download", id, "--url", url, "--key", "k", ...args], {
      LOCAL_CONTROL_PORT: "1",
    });

  it("saves the file under a name that stays in the folder, and sends the key to the app alone", async () => {
    const { code, stdout, stderr } = await download("--output", folder);
    const file = join(folder, "alert-WEB01.cap");
    assert.deepEqual([code, stderr], [0, ""]);
    assert.equal(stdout, `WEB01: ${file} (${content.length} bytes)\n`);
    assert.ok(readFileSync(file).equals(content));
    const keys = calls.map((call) => [call.url?.startsWith("/blob"), call.headers["x-functions-key"]]);
    assert.deepEqual(keys, [
      [false, "k"],
      [false, "k"],
      [true, undefined],
    ]);
  });

  it("keeps nothing of a file that is not the analyzed one", async () => {
    told = "0".repeat(64);
    const file = join(folder, "other.cap");
    const { code, stdout, stderr } = await download("--output", file);
    assert.deepEqual([code, stdout], [1, ""]);
    assert.match(stderr, new RegExp(`is not the file that was analyzed: its SHA-256 is ${sha256}\\.\n$`));
    assert.ok(!existsSync(file));
    assert.deepEqual(readdirSync(folder), ["alert-WEB01.cap"]);
  });

  for (const [what, given, said] of [
    [
      "with a reason and a command",
      { status: 409, body: { detail: "The app may not make links.", commands: ["az storage …"] } },
      /^The app may not make links\.\nGet it with your own sign-in:\n {2}az storage blob download --auth-mode login --blob-url "https:\/\/x\/y\.cap" --file "alert-WEB01\.cap"\n$/,
    ],
    [
      "with a reason alone",
      { status: 404, body: { detail: "The capture file is no longer in storage." } },
      /^The capture file is no longer in storage\.\n$/,
    ],
    [
      "without the route",
      { status: 404, body: {} },
      /^This app does not hand capture files out\.\nGet it with your own sign-in:\n/,
    ],
  ] as const)
    it(`passes on the answer of an app that refuses, ${what}`, async () => {
      refusal = given;
      const { code, stdout, stderr } = await download("--output", folder);
      assert.deepEqual([code, stdout], [1, ""]);
      assert.match(stderr, said);
      refusal = null;
    });
});
