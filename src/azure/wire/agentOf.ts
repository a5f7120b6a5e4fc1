/** Publisher of the agent; its resource name differs between portal, CLI and templates. */
export const agentPublisher = "Microsoft.Azure.NetworkWatcher";

interface ExtensionResource {
  readonly publisher?: string | undefined;
  readonly provisioningState?: string | undefined;
}

/** Whether an extension is the agent. */
export const publishedByAgent = ({ publisher }: ExtensionResource): boolean =>
  publisher?.toLowerCase() === agentPublisher.toLowerCase();

/**
 * Whether the agent is installed and ready, by the extension resources or by the guest's report
 * ("publisher.type").
 */
export function agentOf(
  resources: readonly ExtensionResource[] | undefined,
  reported: readonly { readonly type?: string | undefined }[] | undefined,
): boolean {
  const agents = (resources ?? []).filter(publishedByAgent);
  if (agents.length > 0) return agents.some(({ provisioningState }) => provisioningState === "Succeeded");
  const prefix = `${agentPublisher}.`.toLowerCase();
  return (reported ?? []).some(({ type }) => type?.toLowerCase().startsWith(prefix));
}
