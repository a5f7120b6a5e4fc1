// @ts-check
import { arm, say, until } from "./azure.js";
import { appProviders, vmProviders } from "./providers.js";

const scheduler = "Microsoft.DurableTask";

/**
 * What the deployment needs of a subscription.
 * @typedef {{ subscriptionId: string, location: string, vmIds: readonly string[], usesScheduler: boolean, isFirst: boolean }} Plan
 */

/**
 * @param {string} subscriptionId
 * @param {string} name
 */
const readProvider = (subscriptionId, name) =>
  arm("GET", `/subscriptions/${subscriptionId}/providers/${name}?api-version=2021-04-01`);

/**
 * Registers a resource provider if it is not. Registration takes minutes.
 * https://learn.microsoft.com/azure/azure-resource-manager/management/resource-providers-and-types
 * @param {string} subscriptionId
 * @param {string} name
 * @param {string} purpose
 * @returns {Promise<readonly string[]>} the problem
 */
async function register(subscriptionId, name, purpose) {
  const state = await readProvider(subscriptionId, name);
  const what = `The resource provider ${name} (${purpose})`;
  if (state.status !== 200)
    return [`${what} cannot be looked up in the subscription ${subscriptionId}: ${reason(state)}`];
  if (state.body.registrationState === "Registered") return [];
  const remedy = `az provider register --namespace ${name} --subscription ${subscriptionId}`;
  const asked = await arm(
    "POST",
    `/subscriptions/${subscriptionId}/providers/${name}/register?api-version=2021-04-01`,
  );
  if (asked.status !== 200)
    return [
      `${what} is not registered in the subscription ${subscriptionId}, and you may not register it. Ask an owner to run: ${remedy} (${reason(asked)})`,
    ];
  say(`Registering the resource provider ${name} (${purpose}) in the subscription ${subscriptionId}.`);
  const registered = await until(async () => {
    const { body } = await readProvider(subscriptionId, name);
    return body.registrationState === "Registered" ? true : null;
  });
  return registered ? [] : [`${what} is still being registered in ${subscriptionId}. Run azd again later.`];
}

/** @param {Awaited<ReturnType<typeof arm>>} answer */
const reason = ({ status, body }) => body.error?.message ?? `Azure answered ${status}`;

/** @param {string} region such as West Europe */
const short = (region) => region.toLowerCase().replaceAll(" ", "");

/**
 * Whether the region has what is deployed, today. An unreadable list decides nothing.
 * @param {Plan} plan
 * @returns {Promise<readonly string[]>} problems
 */
async function checkRegion({ subscriptionId, location, usesScheduler }) {
  /** @type {string[]} */
  const problems = [];
  const flex = await arm(
    "GET",
    `/subscriptions/${subscriptionId}/providers/Microsoft.Web/geoRegions?sku=FlexConsumption&api-version=2024-11-01`,
  );
  /** @type {{ name: string }[]} */
  const regions = flex.body.value ?? [];
  if (regions.length > 0 && !regions.some(({ name }) => short(name) === short(location)))
    problems.push(
      `Flex Consumption is not available in ${location}. Choose another region: azd env set AZURE_LOCATION …`,
    );
  if (!usesScheduler) return problems;
  const { body } = await readProvider(subscriptionId, scheduler);
  /** @type {{ resourceType: string, locations: string[] }[]} */
  const types = body.resourceTypes ?? [];
  const places = types.find(({ resourceType }) => resourceType === "schedulers")?.locations ?? [];
  if (places.length > 0 && !places.some((name) => short(name) === short(location)))
    problems.push(
      `The Durable Task Scheduler is not available in ${location}. Choose another region, or keep Durable's state in storage: azd env set DURABLE_BACKEND azureStorage`,
    );
  return problems;
}

/**
 * @param {Plan} plan
 * @returns {Promise<readonly string[]>} problems
 */
export async function checkSubscription(plan) {
  const { subscriptionId, location, vmIds, usesScheduler, isFirst } = plan;
  const forApp = Object.entries(appProviders).filter(([name]) => usesScheduler || name !== scheduler);
  const ofVms = vmIds.map((id) => (id.split("/")[2] ?? "").toLowerCase());
  const needed = new Map(forApp.map(([name, purpose]) => [`${subscriptionId} ${name}`, purpose]));
  for (const id of new Set(ofVms.length === 0 ? [subscriptionId] : ofVms))
    for (const [name, purpose] of Object.entries(vmProviders))
      if (!needed.has(`${id} ${name}`)) needed.set(`${id} ${name}`, purpose);
  const problems = await Promise.all([
    ...[...needed].map(([key, purpose]) => {
      const [id = "", name = ""] = key.split(" ");
      return register(id, name, purpose);
    }),
    // An app that is there stays, even where Azure accepts no new ones. Without a region azd asks for one.
    isFirst && location !== "" ? checkRegion(plan) : [],
  ]);
  return problems.flat();
}
