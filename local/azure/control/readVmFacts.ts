import { readScenarioName, scenarioNames } from "../../traffic/namedScenarios.ts";
import { isJsonObject, type JsonObject } from "../jsonObject.ts";
import type { Incident } from "../../traffic/timeline/trafficPlan.ts";
import type { Vm } from "../arm/virtualMachines/vm.ts";

type VmFacts = Pick<Vm, "tags" | "incidents" | "ringPath">;

const mostIncidents = 20;
const longestIncidentMs = 3_600_000;

/** A VM's tags, its incidents, and what is told of its rings; or what is wrong with them. */
export function readVmFacts({ tags = {}, incidents = [], ringPath = "none" }: JsonObject): VmFacts | string {
  if (!isTags(tags)) return '"tags" must be an object whose values are text.';
  if (ringPath !== "first" && ringPath !== "none") return '"ringPath" must be "first" or "none".';
  if (!Array.isArray(incidents) || incidents.length > mostIncidents)
    return `"incidents" must be an array of at most ${mostIncidents}.`;
  const read = incidents.map(readIncident);
  const problem = read.find((incident) => typeof incident === "string");
  if (problem !== undefined) return problem;
  return { tags, ringPath, incidents: read.filter((incident) => typeof incident !== "string") };
}

const isTags = (value: unknown): value is Record<string, string> =>
  isJsonObject(value) && Object.values(value).every((text) => typeof text === "string");

function readIncident(value: unknown): Incident | string {
  const { traffic, from, until } = isJsonObject(value) ? value : {};
  const scenario = readScenarioName(traffic);
  if (scenario === null) return `an incident's "traffic" must be one of ${scenarioNames.join(", ")}.`;
  const [begins, ends] = [from, until].map((time) => (typeof time === "string" ? Date.parse(time) : NaN));
  const lasts = Number(ends) - Number(begins);
  if (begins === undefined || ends === undefined || !(lasts > 0 && lasts <= longestIncidentMs))
    return `an incident lasts "from" one time "until" a later one, ISO 8601, for an hour at most.`;
  return { traffic: scenario, from: begins, until: ends };
}

/** An incident as the control API shows it. */
export const incidentView = ({ traffic, from, until }: Incident): Record<string, string> => ({
  traffic,
  from: new Date(from).toISOString(),
  until: new Date(until).toISOString(),
});
