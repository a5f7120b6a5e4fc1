import { readScenarioName, scenarioNames, type ScenarioName } from "../traffic/namedScenarios.ts";
import { alertForMachines, alertForPeople, type AlertReport } from "./alerts/alertReport.ts";
import { alertToPost, type AlertToPost } from "./alerts/alertToPost.ts";
import { samplesText, samplesView } from "./alerts/samplesText.ts";
import { appAddress, appOptions, appVariables } from "./app/appAddress.ts";
import { AppClient, type AppAnswer } from "./app/appClient.ts";
import { ControlClient } from "./app/controlClient.ts";
import { placesOf } from "./app/placesOf.ts";
import { CommandError, exitCodes } from "./command/commandError.ts";
import { onInterrupt } from "./command/onInterrupt.ts";
import { runCommand } from "./command/runCommand.ts";
import { follow } from "./following/follow.ts";
import { hasFailed } from "./following/outcomeText.ts";
import { terminal } from "./terminal/terminal.ts";
import type { CommandOptions, OptionValues } from "./command/command.ts";

const options = {
  list: { type: "boolean", help: "names the samples and the traffic" },
  scenario: {
    type: "string",
    value: "NAME",
    help: "first sets the traffic of the sample's VM, of every VM for a file; only on this machine",
  },
  vm: { type: "string", value: "VM", help: "the sample's VM: an ARM id, or a name in Prod-Web-RG (WEB01)" },
  "what-if": { type: "boolean", help: "prints the plan; nothing is started" },
  exact: {
    type: "boolean",
    help: "sends a file as it is; otherwise each sending gets a fresh alert id and time, and so is a new alert",
  },
  ...appOptions,
  json: { type: "boolean", help: "prints lines of JSON: the decision, each change of phase, the outcome" },
} as const satisfies CommandOptions;

type Given = OptionValues<typeof options>;

/** `npm run alert`: sends an alert and follows it to its end. */
async function alert(given: Given, [named = null]: readonly (string | null)[]): Promise<number> {
  if (given.list) {
    if (given.json) terminal.printJson(samplesView());
    else terminal.print(samplesText());
    return exitCodes.ok;
  }
  const scenario = readScenario(given.scenario);
  const address = appAddress(given, process.env);
  const client = new AppClient(address);
  const sent = alertToPost({ named, vm: given.vm, exact: given.exact });
  const report = given.json ? alertForMachines() : alertForPeople();
  if (scenario !== null)
    await chooseTraffic(scenario, sent, ControlClient.beside(address.url, process.env), given);
  if (!given.json && sent.sample !== null)
    terminal.print(`Sending the sample "${sent.sample}" to ${address.url}.`);
  const query = given["what-if"] ? "?whatIf=true" : "";
  const answer = await client.call("POST", `/api/alerts${query}`, sent.body);
  const { statusQueryGetUri, id } = answer.body;
  if (answer.status === 202 && typeof statusQueryGetUri === "string")
    return followAlert({ client, report, answer, id: String(id), statusQueryGetUri });
  report.decision(answer);
  return answer.status === 200 ? exitCodes.ok : exitCodes.failed;
}

function readScenario(text: string | null): ScenarioName | null {
  const name = readScenarioName(text);
  if (name === null && text !== null)
    throw CommandError.usage(`There is no traffic "${text}".`, `Choose one of ${scenarioNames.join(", ")}.`);
  return name;
}

async function chooseTraffic(
  scenario: ScenarioName,
  { vmId }: AlertToPost,
  control: ControlClient | null,
  { json }: Given,
): Promise<void> {
  if (control === null)
    throw CommandError.usage("--scenario sets the traffic of simulated VMs, and this app's are real.");
  const wanted = (id: string) => vmId === null || id.toLowerCase() === vmId.toLowerCase();
  const count = await control.setTraffic(scenario, wanted);
  if (count === 0)
    throw new CommandError(`The environment has no VM ${vmId ?? ""}.`, `See ${control.url}/vms.`);
  const whose = vmId === null ? "every VM" : vmId.slice(vmId.lastIndexOf("/") + 1);
  if (!json) terminal.print(`The traffic of ${whose} is ${scenario} from now on.`);
}

interface Accepted {
  readonly client: AppClient;
  readonly report: AlertReport;
  readonly answer: AppAnswer;
  readonly id: string;
  readonly statusQueryGetUri: string;
}

async function followAlert({ client, report, answer, id, statusQueryGetUri }: Accepted): Promise<number> {
  const { url, key } = client.address;
  const forget = onInterrupt(() => {
    report.endPhases();
    terminal.printError(
      `\nNo longer followed. The capture goes on; to end it: npm run captures -- stop ${id}`,
    );
    process.exit(exitCodes.interrupted);
  });
  // Whoever reads the decision may press Ctrl-C at once.
  report.decision(answer);
  const watcher = { show: report.phase, redraw: report.redraw };
  const end = await follow({ statusQueryGetUri, key }, watcher).finally(report.endPhases);
  forget();
  const control = ControlClient.beside(url, process.env);
  const places = end.completed ? await placesOf(end.outcome, control) : { files: [], email: null };
  report.end(id, end, places);
  return end.completed && !hasFailed(end.outcome) ? exitCodes.ok : exitCodes.failed;
}

await runCommand({
  name: "npm run alert --",
  usage: ["[SAMPLE | FILE] [options]"],
  summary:
    "Sends an alert to the running environment (npm start), prints the decision, and follows the capture to its end. Without a file it sends a sample, with a fresh alert id and time.",
  operands: [0, 1],
  options,
  examples: [
    ["npm run alert", "sends a metric alert on WEB01"],
    ["npm run alert -- --scenario port-scan", "the same, and the capture will show a port scan"],
    ["npm run alert -- log --vm WEB02", "sends a log search alert on WEB02"],
    ["npm run alert -- my-alert.json --what-if", "prints what the app would do about a payload of yours"],
  ],
  variables: appVariables,
  exits: [
    [exitCodes.ok, "the alert was ignored for a good reason, or its capture and email are done"],
    [exitCodes.failed, "the alert was refused, or its capture or email failed"],
    [exitCodes.interrupted, "Ctrl-C: only the following ended"],
  ],
  run: alert,
});
