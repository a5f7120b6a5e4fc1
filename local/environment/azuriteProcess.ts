/*
 * Azurite's blob service as a child process of the local environment. Its flags are this process's arguments.
 * Azurite's own entry point would outlive a killed parent, and would end on a Ctrl-C while the parent still
 * needs it. This one ignores the terminal's signals and ends when its channel to the parent closes.
 */
import { createRequire } from "node:module";
import { errorText } from "./errorText.ts";

/** The one message to the parent. */
export type AzuriteReport = { readonly endpoint: string } | { readonly error: string };

interface BlobServer {
  start(): Promise<void>;
  close(): Promise<void>;
  /** Collects files that nothing refers to any more, every ten minutes. */
  gcManager?: unknown;
  getHttpServerAddress(): string;
}

/** The only part of Azurite that is used here. Azurite publishes no types. */
interface BlobServerModule {
  readonly BlobServerFactory: new () => { createServer(): Promise<BlobServer> };
}

/** Closing writes Azurite's index to disk. A close that takes longer than this has hung. */
const closeLimitMs = 5_000;

const { BlobServerFactory } = createRequire(import.meta.url)(
  "azurite/dist/src/blob/BlobServerFactory.js",
) as BlobServerModule;

const report = (message: AzuriteReport) =>
  new Promise<void>((resolve) => {
    if (process.send === undefined) resolve();
    else
      process.send(message, undefined, undefined, () => {
        resolve();
      });
  });

// Only its owner can read what Azurite stores.
process.umask(0o077);

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => undefined);

try {
  const server = await new BlobServerFactory().createServer();
  // It sorts an index anew for each file: after some thousand records that were written over, Azurite would
  // answer nobody for minutes.
  delete server.gcManager;
  process.once("disconnect", () => {
    setTimeout(() => process.exit(1), closeLimitMs).unref();
    void server.close().finally(() => process.exit());
  });
  await server.start();
  if (!process.connected) process.exit();
  await report({ endpoint: server.getHttpServerAddress() });
} catch (error) {
  await report({ error: errorText(error) });
  process.exit(1);
}
