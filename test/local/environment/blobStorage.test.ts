import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect, createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { BlobServiceClient, StorageSharedKeyCredential } from "@azure/storage-blob";
import { startBlobStorage, type BlobStorage } from "../../../local/environment/blobStorage.ts";
import {
  createCertificate,
  trustCertificate,
  type Certificate,
} from "../../../local/environment/certificate.ts";
import { isDeep } from "../../support/depth.ts";
import { openToOthers } from "../../support/openToOthers.ts";
import { sharedStorage } from "../../support/world/sharedStorage.ts";
import type { TokenCredential } from "@azure/core-auth";

const account = "captureonalert";
const key = Buffer.from("simulated storage account key").toString("base64");

/** A token with the claims that Azurite's basic level checks. It does not check the signature. */
function token(audience: string): TokenCredential {
  const seconds = Math.floor(Date.now() / 1000);
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = {
    aud: audience,
    iss: "https://sts.windows.net/00000000-0000-0000-0000-000000000001/",
    iat: seconds - 60,
    nbf: seconds - 60,
    exp: seconds + 3600,
  };
  const jwt = [part({ alg: "HS256", typ: "JWT" }), part(claims), "c2lnbmF0dXJl"].join(".");
  return { getToken: () => Promise.resolve({ token: jwt, expiresOnTimestamp: claims.exp * 1000 }) };
}

const withKey = (storage: BlobStorage) =>
  new BlobServiceClient(storage.endpoint, new StorageSharedKeyCredential(account, key), {
    retryOptions: { maxTries: 1 },
  });

/** Resolves when nothing listens on the endpoint's port any more. */
async function refused(endpoint: string): Promise<void> {
  for (;;) {
    const socket = connect(Number(new URL(endpoint).port), "127.0.0.1");
    const error = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
      socket.once("connect", () => {
        resolve(undefined);
      });
      socket.on("error", resolve);
    });
    if (error?.code === "ECONNREFUSED") return;
    socket.destroy();
  }
}

describe("startBlobStorage", () => {
  let tls: Certificate;
  let directory: string;
  let storage: BlobStorage;
  before(async () => {
    tls = await createCertificate();
    trustCertificate(tls.cert);
    ({ blob: storage } = await sharedStorage());
    directory = await mkdtemp(join(tmpdir(), "blob-storage-test-"));
  });
  after(() => rm(directory, { recursive: true }));

  it("reads with a storage token what the shared key wrote, and refuses other tokens", async () => {
    await withKey(storage).createContainer("blob-storage-test");
    await withKey(storage)
      .getContainerClient("blob-storage-test")
      .getBlockBlobClient("a.cap")
      .uploadData(Buffer.from("abc"));
    const read = (audience: string) =>
      new BlobServiceClient(storage.endpoint, token(audience))
        .getContainerClient("blob-storage-test")
        .getBlobClient("a.cap")
        .downloadToBuffer();
    assert.equal((await read("https://storage.azure.com")).toString(), "abc");
    await assert.rejects(read("https://management.azure.com"), { statusCode: 403 });
  });

  it("lets a storage token write", async () => {
    const service = new BlobServiceClient(storage.endpoint, token("https://storage.azure.com"));
    const { containerClient } = await service.createContainer("blob-storage-test-token");
    await containerClient.getBlockBlobClient("b.cap").uploadData(Buffer.from("xyz"));
    const back = await withKey(storage)
      .getContainerClient("blob-storage-test-token")
      .getBlobClient("b.cap")
      .downloadToBuffer();
    assert.equal(back.toString(), "xyz");
  });

  it("keeps blobs in its folder from one start to the next", async () => {
    const first = await startBlobStorage({ directory, port: 0, tls, account, key });
    const { containerClient } = await withKey(first).createContainer("kept");
    await containerClient.getBlockBlobClient("c.cap").uploadData(Buffer.from("kept"));
    await first.close();
    assert.deepEqual(await openToOthers(directory), []);
    await refused(first.endpoint);
    const second = await startBlobStorage({ directory, port: 0, tls, account, key });
    try {
      const blob = withKey(second).getContainerClient("kept").getBlobClient("c.cap");
      assert.equal((await blob.downloadToBuffer()).toString(), "kept");
    } finally {
      await second.close();
    }
  });

  if (isDeep)
    it("reports in Azurite's words that the port is taken", async () => {
      const server = createServer().listen(0, "127.0.0.1");
      await once(server, "listening");
      const { port } = server.address() as AddressInfo;
      try {
        await assert.rejects(
          startBlobStorage({ directory: null, port, tls, account, key }),
          new RegExp(`Azurite.*EADDRINUSE.*${String(port)}`),
        );
      } finally {
        server.close();
      }
    });

  it("ends with the process that started it, even when that is killed", async () => {
    const module = new URL("../../../local/environment/blobStorage.ts", import.meta.url).href;
    const options = JSON.stringify({ directory: null, port: 0, tls, account, key });
    const script = `const s = await (await import(${JSON.stringify(module)})).startBlobStorage(${options});
      process.stdout.write(s.endpoint);`;
    const parent = spawn(process.execPath, ["--input-type=module", "--eval", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [endpoint] = (await once(parent.stdout, "data")) as [Buffer];
    parent.kill("SIGKILL");
    await refused(endpoint.toString());
  });
});
