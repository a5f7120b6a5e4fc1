/** Ids of an alert's or a request's orchestration, and of those of its VMs where it has several. */
const form = /^((?:alert|capture)-([0-9a-f]{32}))(:\d+)?$/;

/** What an orchestration belongs to. */
export interface AlertIds {
  readonly instanceId: string;
  /** Of the alert's own orchestration, where this is the one of one of its VMs. */
  readonly parentInstanceId?: string;
  /** What set it off; see Alert. Unknown where somebody started the orchestration by hand. */
  readonly occurrence?: string;
}

/** Tells from an instance's id what it belongs to. */
export function alertOf(instanceId: string): AlertIds {
  const [, alert, occurrence, child] = form.exec(instanceId) ?? [];
  if (alert === undefined || occurrence === undefined) return { instanceId };
  return child === undefined
    ? { instanceId, occurrence }
    : { instanceId, parentInstanceId: alert, occurrence };
}
