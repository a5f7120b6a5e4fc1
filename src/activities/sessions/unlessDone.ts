import { AzureFault } from "../../azure/azureFault.ts";

/**
 * Waits for a stop or a deletion that may be done already. 404: the session is gone. A transient 409: it is
 * ending or being deleted, perhaps for another alert; the next look shows it.
 */
export async function unlessDone(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    const isDone =
      error instanceof AzureFault && (error.status === 404 || (error.status === 409 && error.passing));
    if (!isDone) throw error;
  }
}
