import { readdirSync, readFileSync } from "node:fs";
import { decide } from "../../../src/alerts/decide.ts";

const folder = new URL("../../fixtures/alerts/", import.meta.url);

interface Expected {
  readonly kind: "capture" | "ignored" | "invalid";
  readonly reason?: string;
  /** What becomes of it when its elided ids are filled in. */
  readonly withRealIds?: "capture";
  /** The file is a recorded request; this part of it is the alert. */
  readonly part?: "body";
}

export const expected = parse("expected.json") as Readonly<Record<string, Expected>>;

export const files = readdirSync(folder).filter((name) => name !== "expected.json");

function parse(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, folder), "utf8"));
}

/** The alert of a sample file. */
export const sample = (file: string): unknown => {
  const body = parse(file);
  return expected[file]?.part === "body" ? (body as { body: unknown }).body : body;
};

export const decideAnywhere = (body: unknown) => decide(body, { allowedScopes: "*" });

/** The decision, which must be to capture. */
export function captured(body: unknown, allowedScopes: readonly string[] | "*" = "*") {
  const decision = decide(body, { allowedScopes });
  if (decision.kind !== "capture") throw new Error(`not a capture: ${decision.detail}`);
  return decision;
}

/** Why nothing is captured; "capture" when something is, and "invalid" when it is no alert. */
export function reasonOf(body: unknown, allowedScopes: readonly string[] | "*" = "*"): string {
  const decision = decide(body, { allowedScopes });
  return decision.kind === "ignored" ? decision.reason : decision.kind;
}

export const subscription = "6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11";

export const vmId = (name: string, group = "Prod-Web-RG", inSubscription = subscription): string =>
  `/subscriptions/${inSubscription}/resourceGroups/${group}/providers/Microsoft.Compute/virtualMachines/${name}`;

interface CommonParts {
  readonly essentials?: Readonly<Record<string, unknown>>;
  readonly dimensions?: unknown;
  readonly customProperties?: unknown;
}

/** A firing metric alert in the common schema, with parts of it replaced. */
export const commonAlert = ({
  essentials = {},
  dimensions = [],
  customProperties = null,
}: CommonParts = {}) => ({
  schemaId: "azureMonitorCommonAlertSchema",
  data: {
    essentials: {
      alertId: `/subscriptions/${subscription}/providers/Microsoft.AlertsManagement/alerts/a`,
      alertRule: "net-out-high",
      severity: "Sev2",
      signalType: "Metric",
      monitorCondition: "Fired",
      monitoringService: "Platform",
      alertTargetIDs: [vmId("web01")],
      firedDateTime: "2026-11-23T02:00:41.5178213Z",
      description: "Outgoing traffic is unusually high",
      ...essentials,
    },
    alertContext: {
      condition: {
        windowSize: "PT5M",
        allOf: [
          {
            metricName: "Network Out Total",
            metricNamespace: "Microsoft.Compute/virtualMachines",
            operator: "GreaterThan",
            threshold: "500000000",
            timeAggregation: "Total",
            dimensions,
            metricValue: 812345678,
          },
        ],
      },
    },
    customProperties,
  },
});
