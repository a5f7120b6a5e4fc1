import { AzureFault, factsOf } from "../../azure/azureFault.ts";
import { log } from "../../telemetry/log.ts";
import { ringsNow } from "./ringsNow.ts";
import type { ArmedVm } from "../../api/armedVms.ts";
import type { Azure } from "../../azure/azure.ts";
import type { InvocationContext } from "@azure/functions";

/** The rings that a plan tells; none where the app's record cannot be read: a plan is not worth an error. */
export async function previewedRings(
  context: InvocationContext,
  { appStorage }: Pick<Azure, "appStorage">,
): Promise<readonly ArmedVm[]> {
  try {
    return (await ringsNow(appStorage)).vms;
  } catch (error) {
    if (!(error instanceof AzureFault)) throw error;
    log(context, "armed.unavailable", factsOf(error));
    return [];
  }
}
