/*
 * Azurite's blob service as a child process of the local environment: its flags are this process's arguments.
 * Azurite's own entry point would outlive a parent that was killed, and would end on the Ctrl-C that the parent
 * still needs it for; so this one ends when its channel to the parent does, and for no signal of the terminal.
 */
import { createRequire } from "node:module";
import { errorText } from "./errorText.ts";

/** What this process says once to its parent. */
export type AzuriteReport = { readonly endpoint: string } | { readonly error: string };

interface BlobServer {
  start(): Promise<void>;
  close(): Promise<void>;
  getHttpServerAddress(): string;
}

/** The one part of Azurite, which publishes no types, that is used here. */
interface BlobServerModule {
  readonly BlobServerFactory: new () => { createServer(): Promise<BlobServer> };
}

/** Closing writes Azurite's index to disk; a close that takes longer than this hangs. */
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

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => undefined);

try {
  const server = await new BlobServerFactory().createServer();
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
