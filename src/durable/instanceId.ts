/** What an orchestration belongs to. */
export interface InstanceOwner {
  readonly instanceId: string;
  /** The alert's own orchestration, where this is the one of one of its VMs. */
  readonly parentInstanceId?: string;
  /** What set it off; see Alert. Unknown where somebody started the orchestration by hand. */
  readonly occurrence?: string;
}

const form = /^((?:alert|capture)-([0-9a-f]{32}))(:\d+)?$/;

/** Builds and parses the ids of orchestrations: deterministic, so that a repeated start is the same instance. */
export const instanceId = {
  /** The orchestration of an alert's occurrence, 32 hex digits. */
  ofAlert: (occurrence: string): string => `alert-${occurrence}`,

  /** The orchestration of a capture on demand, 32 hex digits. */
  ofRequest: (occurrence: string): string => `capture-${occurrence}`,

  /** The orchestration of one VM of an alert with several; `number` counts from 1. */
  ofChild: (parent: string, number: number): string => `${parent}:${number}`,

  /** Whether the id is one of an alert or a request; anything else never reaches the Durable client, which puts ids into URLs as they are. */
  isParent(id: string): boolean {
    const [, parent, , child] = form.exec(id) ?? [];
    return parent !== undefined && child === undefined;
  },

  /** What the orchestration of this id belongs to. */
  parse(id: string): InstanceOwner {
    const [, parent, occurrence, child] = form.exec(id) ?? [];
    if (parent === undefined || occurrence === undefined) return { instanceId: id };
    return child === undefined
      ? { instanceId: id, occurrence }
      : { instanceId: id, parentInstanceId: parent, occurrence };
  },
};
