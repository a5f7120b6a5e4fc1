import { guid } from "../../arm/armId.ts";

/** A name of DNS or NetBIOS: labels of letters, digits, hyphens and underscores. */
const form = /^(?=.{1,255}$)(?!-)[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*\.?$/u;

const ofAzureService =
  /\.(?:azurewebsites|azurestaticapps|azurecontainer(?:apps)?|azurecr|azurefd|azureedge|azure-api|azure-devices|azmk8s|azure|windows|trafficmanager|usgovcloudapi|chinacloudapi|chinacloudsites)\.(?:net|com|io|us|cn)\.?$/i;
/** The public name of a VM, under a domain of Azure's services. */
const ofVm = /\.cloudapp\.(?:azure|usgovcloudapi|chinacloudapi)\.(?:com|net|cn)\.?$/i;

const others: readonly RegExp[] = [
  new RegExp(`^${guid}$`),
  // An IPv4 address.
  /^\d{1,3}(?:\.\d{1,3}){3}$/,
  // A container, by its id.
  /^(?:[\da-f]{12}|[\da-f]{64})$/,
  // A pod of Kubernetes, made by a deployment.
  /-[\da-f]{8,10}-[\da-z]{5}$/,
  // Nodes of an AKS cluster, instances of its scale sets.
  // https://learn.microsoft.com/azure/aks/node-access
  /^aks-.+-vmss[\da-z]{6}(?:\.|$)/i,
  /^aks[a-z][\da-z]{0,5}0{3}[\da-z]{3}(?:\.|$)/i,
];

/**
 * Whether a text can be the name of a computer: no id, URL or address, no container or cluster node, and no
 * host of an Azure service (a web app, a storage account, a database, …).
 */
export const isComputerName = (text: string): boolean =>
  form.test(text) &&
  (ofVm.test(text) || !ofAzureService.test(text)) &&
  !others.some((other) => other.test(text));
