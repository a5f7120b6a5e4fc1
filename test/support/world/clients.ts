import { ComputeManagementClient } from "@azure/arm-compute";
import { NetworkManagementClient } from "@azure/arm-network";
import { subscription, type Simulation } from "./simulation.ts";

const options = (simulation: Simulation) => ({
  endpoint: simulation.azure.azureUrl,
  credentials: { scopes: ["https://management.azure.com/.default"] },
  retryOptions: { maxRetries: 0 },
});

/** The real SDK's client of a simulation. */
export const networkClient = (simulation: Simulation, of = subscription): NetworkManagementClient =>
  new NetworkManagementClient(simulation.credential, of, options(simulation));

export const computeClient = (simulation: Simulation, of = subscription): ComputeManagementClient =>
  new ComputeManagementClient(simulation.credential, of, options(simulation));
