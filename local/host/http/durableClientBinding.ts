/** Where the Durable webhooks are, and what their addresses carry. */
export interface Webhooks {
  /** http://127.0.0.1:<port> */
  readonly origin: string;
  readonly hubName: string;
  readonly key: string;
}

const webhookPath = "/runtime/webhooks/durabletask";

const queryOf = ({ hubName, key }: Webhooks): string =>
  new URLSearchParams({ taskHub: hubName, connection: "Storage", code: key }).toString();

/** The management addresses of one instance, in the form of the check-status answer. */
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

/** What a function's durable client is made from, JSON text. */
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
    // The library puts the id in the place of this word.
    managementUrls: managementUrls(webhooks, "INSTANCEID"),
    baseUrl: base,
    requiredQueryStringParameters: code,
    rpcBaseUrl: `${webhooks.origin}/durabletask/`,
  });
}

/** A call of the Durable API, by the path below its prefix. */
export interface DurableCall {
  readonly path: string;
  /** On the webhook, which asks for a key, and not on the app's own way to it. */
  readonly isPublic: boolean;
}

/** null for a path that is not below either of the two prefixes under which the Durable API answers. */
export function durableCall(pathname: string): DurableCall | null {
  const found = /^(\/runtime\/webhooks)?\/durabletask(?:\/(.*))?$/i.exec(pathname);
  return found === null ? null : { path: found[2] ?? "", isPublic: found[1] !== undefined };
}
