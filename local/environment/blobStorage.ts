import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { AzuriteReport } from "./azuriteProcess.ts";

interface BlobStorageOptions {
  /** Folder of the blobs; null: in memory. */
  readonly directory: string | null;
  /** 0: any free port. */
  readonly port: number;
  /** PEM. */
  readonly tls: { readonly key: string; readonly cert: string };
  readonly account: string;
  /** The account's shared key, base64. */
  readonly key: string;
}

/** The account of the Functions host, in the same service. The key opens only this machine's Azurite. */
const host = { account: "captureonalerthost", key: Buffer.from("simulated host's key").toString("base64") };

/** What the Functions host has as AzureWebJobsStorage. `endpoint`: that of the running blob storage. */
export function hostConnection(endpoint: string): string {
  const BlobEndpoint = `${new URL(endpoint).origin}/${host.account}`;
  const parts = { DefaultEndpointsProtocol: "https", AccountName: host.account, AccountKey: host.key };
  return Object.entries({ ...parts, BlobEndpoint })
    .map(([name, value]) => `${name}=${value}`)
    .join(";");
}

export interface BlobStorage {
  /** `https://127.0.0.1:<port>/<account>` */
  readonly endpoint: string;
  /** Stops the service after it has saved its index. */
  close(): Promise<void>;
  /** Lets this process exit without close(); the service then exits too. */
  unref(): void;
}

/** Azurite exits sooner, unless it hangs. */
const closeLimitMs = 8_000;

/**
 * Starts Azurite's blob service on 127.0.0.1 as a child process that never outlives this one.
 * @throws Error with Azurite's message when it cannot start, for example because the port is taken.
 */
export async function startBlobStorage(options: BlobStorageOptions): Promise<BlobStorage> {
  const scratch = await mkdtemp(join(tmpdir(), "capture-on-alert-"));
  try {
    const certificate = { cert: join(scratch, "cert.pem"), key: join(scratch, "key.pem") };
    await writeFile(certificate.cert, options.tls.cert, { mode: 0o600 });
    await writeFile(certificate.key, options.tls.key, { mode: 0o600 });
    if (options.directory !== null) await mkdir(options.directory, { recursive: true });
    const child = fork(
      fileURLToPath(new URL("azuriteProcess.ts", import.meta.url)),
      flags(options, certificate),
      {
        cwd: options.directory ?? scratch,
        env: { ...process.env, AZURITE_ACCOUNTS: accounts(options), AZURITE_DB: undefined },
        execArgv: [],
        stdio: ["ignore", "ignore", "pipe", "ipc"],
      },
    );
    const address = await listening(child);
    const unref = () => {
      child.unref();
      child.channel?.unref();
      if (child.stderr instanceof Socket) child.stderr.unref();
    };
    return { endpoint: `${address}/${options.account}`, close: () => end(child), unref };
  } finally {
    // Azurite has read its certificate by now, so that even kill -9 leaves no file behind.
    await rm(scratch, { recursive: true, force: true });
  }
}

const accounts = (captures: BlobStorageOptions): string =>
  [captures, host].map(({ account, key }) => `${account}:${key}`).join(";");

function flags(options: BlobStorageOptions, certificate: { cert: string; key: string }): string[] {
  const { directory, port } = options;
  return [
    ...["--blobHost", "127.0.0.1", "--blobPort", String(port)],
    ...["--cert", certificate.cert, "--key", certificate.key, "--oauth", "basic"],
    // The SDKs use newer API versions than Azurite knows.
    ...["--skipApiVersionCheck", "--disableTelemetry", "--silent"],
    ...(directory === null ? ["--inMemoryPersistence"] : ["--location", directory]),
  ];
}

async function listening(child: ChildProcess): Promise<string> {
  let errorOutput = "";
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
    errorOutput = (errorOutput + chunk).slice(-4_000);
  });
  const report = await new Promise<AzuriteReport>((resolve) => {
    child.once("message", (message) => {
      resolve(message as AzuriteReport);
    });
    child.once("error", (error) => {
      resolve({ error: error.message });
    });
    child.once("close", (code, signal) => {
      resolve({ error: errorOutput.trim() || `it exited with ${signal ?? String(code)}` });
    });
  });
  if ("error" in report) throw new Error(`Blob storage (Azurite) did not start: ${report.error}`);
  return report.endpoint;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  if (child.connected) child.disconnect();
  const hung = setTimeout(() => child.kill("SIGKILL"), closeLimitMs);
  await exited;
  clearTimeout(hung);
}
