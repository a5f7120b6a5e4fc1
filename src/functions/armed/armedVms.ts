import { AzureFault, factsOf } from "../../azure/azureFault.ts";
import { armedVmsOf } from "../../captures/rings/armedVmsOf.ts";
import { log } from "../../telemetry/log.ts";
import { kept } from "../http/kept/kept.ts";
import { unavailable } from "../http/problem.ts";
import { ringsNow } from "./ringsNow.ts";
import type { ArmedVms } from "../../api/armedVms.ts";
import type { Azure } from "../../azure/azure.ts";
import type { Config } from "../../config.ts";
import type { HttpHandler } from "@azure/functions";

/** GET /api/armed: the rings of armed VMs as the app's record has them, without a call to Azure. */
const listed =
  (_config: Config, azure: () => Promise<Azure>): HttpHandler =>
  async (_request, context) => {
    try {
      const record = await ringsNow((await azure()).appStorage);
      const jsonBody: ArmedVms = armedVmsOf(record, new Date().toISOString());
      return { jsonBody };
    } catch (error) {
      if (!(error instanceof AzureFault)) throw error;
      log(context, "armed.unavailable", factsOf(error));
      return unavailable(`The app's storage does not answer. ${error.message}`);
    }
  };

export const armedVms = kept("armed", listed);
