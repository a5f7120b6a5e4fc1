/**
 * Addresses of Azure's own at every VM: 168.63.129.16 resolves names, probes for load balancers, and serves
 * the VM agent; 169.254.169.254 is the instance metadata service.
 */
export const platformAddresses = { host: 0xa83f8110, metadata: 0xa9fea9fe } as const;
