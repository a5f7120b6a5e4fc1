import { readFileSync } from "node:fs";
import { trustCertificate, type Certificate } from "../../../local/environment/certificate.ts";
import { startStorage, type RunningStorage } from "../../../local/environment/environment.ts";

let storage: Promise<RunningStorage> | undefined;

/**
 * One blob storage for all worlds: that of the whole run where scripts/runTests.ts has started one, otherwise
 * one for this process, ended with it. Its start costs as much as the rest of a world.
 */
export function sharedStorage(): Promise<RunningStorage> {
  const { TEST_STORAGE } = process.env;
  storage ??= TEST_STORAGE === undefined ? ownStorage() : Promise.resolve(storageOfRun(TEST_STORAGE));
  return storage;
}

async function ownStorage(): Promise<RunningStorage> {
  const started = await startStorage(null, 0);
  started.blob.unref();
  return started;
}

function storageOfRun(file: string): RunningStorage {
  const { tls, endpoint } = JSON.parse(readFileSync(file, "utf8")) as { tls: Certificate; endpoint: string };
  trustCertificate(tls.cert);
  return { tls, blob: { endpoint, close: () => Promise.resolve(), unref: () => undefined } };
}
