import { sampleAlerts } from "../../azure/monitor/sampleAlerts.ts";
import { scenarioNames } from "../../traffic/namedScenarios.ts";

/** The samples and the scenarios, as data. */
export const samplesView = () => ({
  samples: Object.entries(sampleAlerts).map(([name, { what }]) => ({ name, what })),
  scenarios: scenarioNames,
});

/** The same for people. */
export function samplesText(): string {
  const { samples, scenarios } = samplesView();
  const width = Math.max(...samples.map(({ name }) => name.length)) + 2;
  return [
    "Samples (npm run alert -- NAME):",
    ...samples.map(({ name, what }) => `  ${name.padEnd(width)}${what}`),
    "",
    "Traffic (npm run alert -- --scenario NAME):",
    ...scenarios.map((name) => `  ${name}`),
  ].join("\n");
}
