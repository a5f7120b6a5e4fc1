import { committedTemplate } from "../../../scripts/compileBicep.ts";
import { deploy, type Deployed } from "./deploy.ts";
import { object, type Json, type JsonObject } from "./json.ts";

/** The committed ARM template. */
export const template = object(JSON.parse(committedTemplate()));

export const here = "6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11";
export const elsewhere = "7a2e7bc1-5a1f-4b7f-8d66-1e7b3f7a8c22";
const vmId = (subscription: string, group: string, name: string): string =>
  `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.Compute/virtualMachines/${name}`;
/** Two in one resource group, one in another subscription. */
export const vms = {
  web01: vmId(here, "Prod-Web-RG", "WEB01"),
  web02: vmId(here, "Prod-Web-RG", "WEB02"),
  db01: vmId(elsewhere, "Data-RG", "DB01"),
};

const required = { environmentName: "prod", location: "westeurope", notifyEmailTo: "oncall@example.com" };

/** What a deployment with these parameters, beside the required ones, would send to Azure. */
export const deployed = (parameters: Readonly<Record<string, Json>> = {}): ReturnType<typeof deploy> =>
  deploy(template, { ...required, ...parameters }, { subscriptionId: here, resourceGroup: null });

/** With everything switched on. */
export const everything = (): readonly Deployed[] =>
  deployed({
    vmIds: Object.values(vms),
    connectAlerts: true,
    operatorEmail: "ops@example.com",
    agentWindowsVmIds: [vms.web01],
    agentLinuxVmIds: [vms.db01],
    secureWebhookClientId: "33333333-2222-4333-8444-555555555555",
    secureWebhookObjectId: "44444444-2222-4333-8444-555555555555",
  }).resources;

export const ofType = (resources: readonly Deployed[], type: string): Deployed[] =>
  resources.filter((resource) => resource.type === type);

/** The only one of its type. */
export function one(resources: readonly Deployed[], type: string): Deployed {
  const [found, ...more] = ofType(resources, type);
  if (found === undefined || more.length > 0) throw new Error(`${more.length + (found ? 1 : 0)} of ${type}`);
  return found;
}

/** The settings of the function app. */
export const appSettings = (resources: readonly Deployed[]): JsonObject =>
  object(
    resources.find(({ type, name }) => type === "Microsoft.Web/sites/config" && name.endsWith("/appsettings"))
      ?.body.properties,
  );
