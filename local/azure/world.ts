/** The fixed part of simulated Azure. The rest is in the state file. */
export const world = {
  subscription: "6f1d6ab0-4f0e-4a6e-9c55-0d6a2f6f7b11",
  /** The directory that issues tokens, and its app registration with a secret. */
  tenant: "3c8f1f0a-52e7-4a55-8a3f-6f2a86a2c5d1",
  client: {
    id: "b7a4a1de-0d6c-4b3e-9b5f-1a9f2c6b7e40",
    secret: "local-client-secret~8Q",
    objectId: "e2f5c0b1-7d94-4c58-a1f6-94d0c3b8a7f2",
  },
  /** The function app's system-assigned identity. */
  identity: {
    clientId: "5d1c2b7e-8a3f-4e06-b1c9-20f4d7a6e913",
    objectId: "9a6e4f38-1b2d-4c7a-8e55-d3b0f1c2a864",
  },
  resourceGroup: "Prod-Web-RG",
  watcherResourceGroup: "NetworkWatcherRG",
  /** The region of the VMs and of the storage account. */
  location: "westeurope",
  senderDomain: "captureonalert.azurecomm.net",
  senderUser: "DoNotReply",
} as const;
