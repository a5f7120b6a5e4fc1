import type { Site } from "../site/site.ts";

/** Longer than two steps of a scenario take, and shorter than the app's timeout of one call to Azure. */
const delayMs = 4000;

/**
 * Runs `work` while matching calls to Azure take seconds. `reached` resolves when such a call is waiting for
 * its answer.
 */
export async function inFlight<T>(
  site: Site,
  call: { readonly method: string; readonly path: string },
  work: (reached: () => Promise<unknown>) => Promise<T>,
): Promise<T> {
  const form = new RegExp(call.path, "i");
  const isWaiting = async () => {
    const requests = await site.control.requests();
    const found = requests.some(
      ({ method, path, status }) => status === null && method === call.method && form.test(path),
    );
    return found ? true : null;
  };
  const end = await site.stage.delay({ ...call, delayMs });
  try {
    return await work(() => site.until(`a call ${call.method} ${call.path} to Azure`, isWaiting));
  } finally {
    await end();
  }
}
