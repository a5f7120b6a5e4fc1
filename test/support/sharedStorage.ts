import { startStorage, type RunningStorage } from "../../local/environment/environment.ts";

let storage: Promise<RunningStorage> | undefined;

/** One blob storage for all worlds of a process, and ended with it: its start costs as much as the rest of a world. */
export function sharedStorage(): Promise<RunningStorage> {
  storage ??= startStorage(null, 0).then((started) => {
    started.blob.unref();
    return started;
  });
  return storage;
}
