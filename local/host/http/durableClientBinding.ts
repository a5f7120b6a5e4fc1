/** The address of the Durable webhooks and the query of their links. */
export interface Webhooks {
  /** http://127.0.0.1:<port> */
  readonly origin: string;
  readonly hubName: string;
  readonly key: string;
}

const webhookPath = "/runtime/webhooks/durabletask";

const queryOf = ({ hubName, key }: Webhooks): string =>
  new URLSearchParams({ taskHub: hubName, connection: "Storage", code: key }).toString();

/** The management URLs of one instance, as in a check-status response. */
export function managementUrls(webhooks: Webhooks, id: string) {
  const instance = `${webhooks.origin}${webhookPath}/instances/${id}`;
  const query = queryOf(webhooks);
  return {
    id,
    statusQueryGetUri: `${instance}?${query}`,
    sendEventPostUri: `${instance}/raiseEvent/{eventName}?${query}`,
    terminatePostUri: `${instance}/terminate?reason={text}&${query}`,
    rewindPostUri: `${instance}/rewind?reason={text}&${query}`,
    purgeHistoryDeleteUri: `${instance}?${query}`,
    restartPostUri: `${instance}/restart?${query}`,
    suspendPostUri: `${instance}/suspend?reason={text}&${query}`,
    resumePostUri: `${instance}/resume?reason={text}&${query}`,
  };
}

/** The input binding of a durable client, JSON text. */
export function durableClientBinding(webhooks: Webhooks): string {
  const base = webhooks.origin + webhookPath;
  const start = `${base}/orchestrators/{functionName}[/{instanceId}]`;
  const code = `code=${webhooks.key}`;
  return JSON.stringify({
    taskHubName: webhooks.hubName,
    connectionName: null,
    creationUrls: {
      createNewInstancePostUri: `${start}?${code}`,
      createAndWaitOnNewInstancePostUri: `${start}?timeout={timeoutInSeconds}&pollingInterval={intervalInSeconds}&${code}`,
    },
    // The library replaces this word by the id.
    managementUrls: managementUrls(webhooks, "INSTANCEID"),
    baseUrl: base,
    requiredQueryStringParameters: code,
    rpcBaseUrl: `${webhooks.origin}/durabletask/`,
  });
}

/** A call of the Durable API; `path` is below its prefix. */
export interface DurableCall {
  readonly path: string;
  /** Whether it came to the webhook, which requires a key, or on the app's own path. */
  readonly isPublic: boolean;
}

/** Null for a path below neither prefix of the Durable API. */
export function durableCall(pathname: string): DurableCall | null {
  const found = /^(\/runtime\/webhooks)?\/durabletask(?:\/(.*))?$/i.exec(pathname);
  return found === null ? null : { path: found[2] ?? "", isPublic: found[1] !== undefined };
}
