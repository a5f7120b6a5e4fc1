import { app, type HttpHandler, type HttpMethod } from "@azure/functions";
import * as df from "durable-functions";
import { answering, NotYet, type Activity, type ActivityHandler } from "./activities/activity.ts";
import { analyzeCapture, createAnalyzeCapture } from "./activities/analyzeCapture.ts";
import { checkCapture, createCheckCapture } from "./activities/checkCapture.ts";
import { checkReport, createCheckReport } from "./activities/checkReport.ts";
import { clearConflicts, createClearConflicts } from "./activities/clearConflicts.ts";
import { createCapture, createCreateCapture } from "./activities/createCapture.ts";
import { createFindCaptureFile, findCaptureFile } from "./activities/findCaptureFile.ts";
import { createInstallAgent, installAgent } from "./activities/installAgent.ts";
import { createResolveVm, resolveVm } from "./activities/resolveVm.ts";
import { createSendReport, sendReport } from "./activities/sendReport.ts";
import { createStopCapture, stopCapture } from "./activities/stopCapture.ts";
import type { Azure } from "./azure/azure.ts";
import { checkIdentityFiles } from "./azure/identity/checkIdentityFiles.ts";
import { refuse } from "./captures/outcome/refusal.ts";
import { ConfigError, loadConfig, type Config } from "./config.ts";
import { alerts } from "./functions/alerts.ts";
import { captureOnDemand } from "./functions/captureOnDemand.ts";
import { getCapture, listCaptures, stopCaptures } from "./functions/captures.ts";
import { configured, type Setup } from "./functions/http/configured.ts";
import { health } from "./functions/health.ts";
import { retention } from "./functions/retention.ts";
import { testEmail } from "./functions/testEmail.ts";
import { lazily } from "./lazily.ts";
import { carryTraceContext, continueTrace } from "./telemetry/continueTrace.ts";
import { captureOnAlert } from "./orchestrators/captureOnAlert.ts";
import { capturePacketsOrchestrator } from "./orchestrators/capturePackets.ts";

const setup = setUp();

function setUp(): Setup {
  try {
    const config = loadConfig(process.env);
    checkIdentityFiles(config.identity);
    // A webhook needs none of the SDKs, two thirds of the app.
    const azure = lazily("the clients of Azure", async () =>
      (await import("./azure/azure.ts")).connect(config),
    );
    return { ok: true, config, azure };
  } catch (error) {
    if (error instanceof ConfigError) return { ok: false, error };
    throw error;
  }
}

/** Registers an activity. While settings are wrong it asks to be tried again: running captures outlive a bad deployment. */
function serve<Input, Output extends object>(
  { name }: Activity<Input, Output>,
  create: (azure: Azure, config: Config) => ActivityHandler<Input, Output>,
): void {
  const handler: ActivityHandler<Input, Output> = setup.ok
    ? async (input, moment) => create(await setup.azure(), setup.config)(input, moment)
    : () => Promise.reject(new NotYet(refuse("unexpected", setup.error.message)));
  df.app.activity(name, { handler: answering(handler) });
}

carryTraceContext();
app.hook.preInvocation(continueTrace);

serve(resolveVm, createResolveVm);
serve(installAgent, createInstallAgent);
serve(clearConflicts, createClearConflicts);
serve(createCapture, createCreateCapture);
serve(checkCapture, createCheckCapture);
serve(stopCapture, createStopCapture);
serve(findCaptureFile, createFindCaptureFile);
serve(analyzeCapture, createAnalyzeCapture);
serve(sendReport, createSendReport);
serve(checkReport, createCheckReport);

df.app.orchestration("captureOnAlert", captureOnAlert);
df.app.orchestration("capturePackets", capturePacketsOrchestrator);

function route(
  name: string,
  method: HttpMethod,
  path: string,
  handler: HttpHandler,
  authLevel: "anonymous" | "function" = "function",
): void {
  app.http(name, {
    route: path,
    methods: [method],
    authLevel,
    handler,
    extraInputs: [df.input.durableClient()],
  });
}

route("alerts", "POST", "alerts", configured(setup, alerts));
route("captureOnDemand", "POST", "captures", configured(setup, captureOnDemand));
route("listCaptures", "GET", "captures", configured(setup, listCaptures));
route("getCapture", "GET", "captures/{id}", configured(setup, getCapture));
route("stopCaptures", "POST", "captures/{id}/stop", configured(setup, stopCaptures));
route("testEmail", "POST", "test-email", configured(setup, testEmail));
route("health", "GET", "health", configured(setup, health), "anonymous");

if (setup.ok) {
  // Daily, at an hour when little else happens.
  app.timer("retention", {
    schedule: "0 30 3 * * *",
    handler: retention(setup.config),
    extraInputs: [df.input.durableClient()],
  });
}
