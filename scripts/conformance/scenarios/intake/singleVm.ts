import { expect } from "../../site/expect.ts";
import { alertOn } from "../../steps/alertOn.ts";
import { follow } from "../../steps/follow.ts";
import { told } from "../../steps/told.ts";
import type { Scenario } from "../../scenario.ts";
import type { Answer } from "../../site/exchange.ts";
import type { Site } from "../../site/site.ts";

const phases = ["resolving", "clearing", "starting", "capturing", "analyzing", "reporting", "done"];
const links = {
  durable: ["statusQueryGetUri", "sendEventPostUri", "terminatePostUri", "purgeHistoryDeleteUri"],
  app: ["statusQueryGetUri", "sendEventPostUri"],
};

async function captureOnce(site: Site, schema: "common" | "legacy"): Promise<string> {
  const vm = await site.stage.vm();
  const answer = await site.app.post("alerts", alertOn([vm], { schema, seconds: site.lengths.short }));
  const { outcome, instance } = site.app.accepted(answer);
  expect.same(outcome, "accepted", "the outcome in the answer");
  checkAnswer(answer, site.options.statusUrls);
  const seen = new Set<string>();
  const end = await follow.toEnd(site, instance, ({ customStatus }) => {
    if (customStatus !== null) seen.add(customStatus.phase);
  });
  expect.same(end.runtimeStatus, "Completed", "the status at the end");
  expect.same(end.customStatus?.phase, "done", "the last phase");
  expect.same(
    [...seen].filter((phase) => !phases.includes(phase)),
    [],
    "unknown phases",
  );
  const output = expect.present(end.output, "output");
  expect.same(output.alert?.rule, "conformance", "the rule in the output");
  told.captured(output, vm);
  await told.capturedTimes(site, [vm], 1);
  await told.once(site, [vm]);
  const [email] = await told.emails(site, vm);
  expect.same(output.report.messageId, email?.operationId, "the id of the email in the output");
  return `phases seen: ${phases.filter((phase) => seen.has(phase)).join(", ")}`;
}

/** The 202 is Durable's check-status answer, or has the app's own routes and no key. */
function checkAnswer({ headers, body }: Answer, statusUrls: "durable" | "app"): void {
  const members = body as Readonly<Record<string, unknown>>;
  for (const link of links[statusUrls])
    expect.that(/^https?:/.test(String(members[link])), `the answer has no ${link}`);
  const all = JSON.stringify([headers, body]);
  if (statusUrls === "app")
    expect.that(!/code=|(?:terminate|purge|restart|rewind)/i.test(all), "the answer has a management URL");
  expect.same(headers.location, members.statusQueryGetUri, "the header Location");
  expect.that(Number(headers["retry-after"]) > 0, "the answer has no Retry-After");
}

const inSchema = (schema: "common" | "legacy"): Scenario => ({
  fact: `an alert on one VM in the ${schema} schema is one capture and one email`,
  run: (site) => captureOnce(site, schema),
});

export const singleVm = { common: inSchema("common"), legacy: inSchema("legacy") };
