import { app, type HttpHandler, type HttpMethod } from "@azure/functions";
import * as df from "durable-functions";
import { activityFunction, type ActivityHandler } from "./activities/activityFunction.ts";
import { checkIdentityFiles } from "./azure/identity/checkIdentityFiles.ts";
import { refuse } from "./captures/outcome/refusal.ts";
import { loadConfig } from "./config.ts";
import { activities } from "./durable/activities.ts";
import { orchestratorNames } from "./durable/instances/orchestratorNames.ts";
import { NotYet } from "./durable/notYet.ts";
import { alerts } from "./functions/alerts.ts";
import { durableClient } from "./functions/durableClient.ts";
import { health } from "./functions/health.ts";
import { configured, type Setup } from "./functions/http/configured.ts";
import { forgetAfterChange } from "./functions/http/kept/keptAnswers.ts";
import { loadedLater } from "./functions/http/loadedLater.ts";
import { queryParameters } from "./functions/http/queryParameters.ts";
import { page } from "./functions/page/page.ts";
import { statusFlags } from "./functions/statusFlags.ts";
import { timerSchedules } from "./functions/timerSchedules.ts";
import { lazily } from "./lazily.ts";
import { keepArmed } from "./orchestrators/arming/keepArmed.ts";
import { reportArming } from "./orchestrators/arming/reportArming.ts";
import { captureOnAlert } from "./orchestrators/captureOnAlert.ts";
import { capturePacketsOrchestrator } from "./orchestrators/capturePackets.ts";
import { reportInterruption } from "./orchestrators/reportInterruption.ts";
import { reportDigest } from "./orchestrators/telling/reportDigest.ts";
import { ConfigError } from "./settings/configError.ts";
import { carryTraceContext, continueTrace } from "./telemetry/continueTrace.ts";

const setup = setUp();

function setUp(): Setup {
  try {
    const config = loadConfig(process.env);
    checkIdentityFiles(config.identity);
    // A webhook needs none of the SDKs, which are two thirds of the app.
    const azure = lazily("the clients of Azure", async () =>
      (await import("./azure/azure.ts")).connect(config),
    );
    return { ok: true, config, azure };
  } catch (error) {
    if (error instanceof ConfigError) return { ok: false, error };
    throw error;
  }
}

/** Capture files are analyzed in processes of their own. */
const analysis = lazily("the packet analysis", async () =>
  (await import("./analysis/analysisRunner.ts")).createAnalysisRunner(),
);

/** A webhook needs no step of an orchestration either. */
const handlers = lazily("the activities", async () =>
  (await import("./activities/createHandlers.ts")).createHandlers(analysis),
);

/** The activities that work with other orchestrations. */
const withInstances: readonly (keyof typeof activities)[] = [
  "leaveCapture",
  "startArmingReport",
  "startVmCaptures",
  "readVmCaptures",
  "stopVmCaptures",
  "readTelling",
  "readInterruption",
  "enterDigest",
  "readDigest",
  "sendDigest",
];

/**
 * Registers an activity. While settings are invalid it asks to be retried: running captures outlive a bad
 * deployment.
 */
function serve(name: keyof typeof activities): void {
  const handler: ActivityHandler<never, object> = setup.ok
    ? async (input, invocation) =>
        (await handlers())[name](await setup.azure(), setup.config)(input, invocation)
    : () => Promise.reject(new NotYet(refuse("unexpected", setup.error.message)));
  df.app.activity(activities[name].name, {
    ...(withInstances.includes(name) && { extraInputs: [df.input.durableClient()] }),
    handler: activityFunction(handler, durableClient, setup.ok ? setup.config : null),
  });
}

/** Nor what people and scripts call. */
const routes = lazily("the routes", async () => (await import("./functions/createRoutes.ts")).createRoutes);
const pageRoutes = lazily(
  "the routes of the captures page",
  async () => (await import("./functions/page/pageRoutes.ts")).pageRoutes,
);

carryTraceContext();
app.hook.preInvocation(continueTrace);
if (setup.ok) app.hook.postInvocation(forgetAfterChange(setup.config));

for (const name of Object.keys(activities) as (keyof typeof activities)[]) serve(name);

df.app.orchestration(orchestratorNames.captureOnAlert, captureOnAlert);
df.app.orchestration(orchestratorNames.capturePackets, capturePacketsOrchestrator);
df.app.orchestration(orchestratorNames.reportInterruption, reportInterruption);
df.app.orchestration(orchestratorNames.reportDigest, reportDigest);
df.app.orchestration(orchestratorNames.keepArmed, keepArmed);
df.app.orchestration(orchestratorNames.reportArming, reportArming);

/** `parameters` are those of its query; an action group is to lose no alert for one that nobody knows. */
function route(
  name: string,
  method: HttpMethod,
  path: string,
  parameters: readonly string[] | "any",
  handler: HttpHandler,
  authLevel: "anonymous" | "function" = "function",
): void {
  app.http(name, {
    route: path,
    methods: [method],
    authLevel,
    // With wrong settings every call is answered with those.
    handler: setup.ok && parameters !== "any" ? queryParameters.only(parameters, handler) : handler,
    extraInputs: [df.input.durableClient()],
  });
}

const later = (name: keyof Awaited<ReturnType<typeof routes>>): HttpHandler =>
  configured(
    setup,
    loadedLater(async () => (await routes())[name]),
  );

/** A route with a key, and its twin for those who are signed in to the captures page. */
function onPageToo(
  name: keyof Awaited<ReturnType<typeof pageRoutes>>,
  method: HttpMethod,
  path: string,
  parameters: readonly string[],
): void {
  const twin = loadedLater(async () => (await pageRoutes())[name]);
  route(name, method, path, parameters, later(name));
  route(`${name}SignedIn`, method, `ui/api/${path}`, parameters, configured(setup, twin), "anonymous");
}

route("alerts", "POST", "alerts", "any", configured(setup, alerts));
onPageToo("captureOnDemand", "POST", "captures", ["whatIf"]);
onPageToo("listCaptures", "GET", "captures", ["since", "top", "status"]);
onPageToo("getCapture", "GET", "captures/{id}", ["include"]);
onPageToo("captureFile", "GET", "captures/{id}/file", ["vm"]);
onPageToo("evidence", "GET", "captures/{id}/evidence", []);
route("captureStatus", "GET", "captures/{id}/status", statusFlags, later("captureStatus"));
onPageToo("stopCaptures", "POST", "captures/{id}/stop", []);
onPageToo("armedVms", "GET", "armed", []);
onPageToo("testEmail", "POST", "test-email", []);
route("testNotification", "POST", "test-notification", [], later("testNotification"));
onPageToo("viewer", "GET", "viewer", []);
route("page", "GET", "ui", [], page, "anonymous");
route("pageFile", "GET", "ui/{file}", [], page, "anonymous");
route("health", "GET", "health", [], health(setup), "anonymous");

if (setup.ok) {
  const { config } = setup;
  const timers = lazily("the timers", async () =>
    (await import("./functions/createTimers.ts")).createTimers(config),
  );
  const schedules = timerSchedules(config);
  for (const name of ["watch", "armed", "retention"] as const)
    app.timer(name, {
      schedule: schedules[name],
      handler: async (timer, context) => (await timers())[name](timer, context),
      extraInputs: [df.input.durableClient()],
    });
}
