/** The alert or request that an orchestration belongs to. */
interface InstanceOwner {
  readonly instanceId: string;
  /** The alert's own orchestration, when this one captures one of its VMs. */
  readonly parentInstanceId?: string;
  /** The alert's occurrence; absent when the orchestration was started by hand. */
  readonly occurrence?: string;
}

const reportForm = /^report-(.+)$/;
const form = /^((?:alert|capture)-([0-9a-f]{32}))(:\d+)?$/;

/**
 * Builds and parses the ids of orchestrations: deterministic, so that a repeated start is the same instance.
 */
export const instanceId = {
  /** The orchestration of an alert's occurrence, 32 hex digits. */
  ofAlert: (occurrence: string): string => `alert-${occurrence}`,

  /** The orchestration of a capture on demand, 32 hex digits. */
  ofRequest: (occurrence: string): string => `capture-${occurrence}`,

  /** The orchestration of one VM of an alert with several; `number` counts from 1. */
  ofChild: (parent: string, number: number): string => `${parent}:${number}`,

  /** The orchestration that reports an alert whose own one failed. */
  ofReport: (alert: string): string => `report-${alert}`,

  /** The orchestration that makes the armed set true: there is never more than one. */
  ofArmedSet: "keep-armed",

  /** The orchestration of an email about armed VMs without a ring, by 32 hex digits of their faults. */
  ofArming: (faults: string): string => `arming-${faults}`,

  /** Whether the id is that of a digest. */
  isDigest: (id: string): boolean => /^digest-[0-9a-f]{32}$/.test(id),

  /** Whether the id is safe in a URL: whoever starts an orchestration by hand chooses its id. */
  isPlain: (id: string): boolean => /^[\w-]{1,100}$/.test(id),

  /**
   * Whether the id belongs to an alert or a request. No other id reaches the Durable client, which puts ids
   * into URLs unescaped.
   */
  isParent(id: string): boolean {
    const [, parent, , child] = form.exec(id) ?? [];
    return parent !== undefined && child === undefined;
  },

  /** Parses the id of an orchestration. A report belongs to its alert, under whose id all of it is logged. */
  parse(id: string): InstanceOwner {
    const [, reported] = reportForm.exec(id) ?? [];
    if (reported !== undefined) return instanceId.parse(reported);
    const [, parent, occurrence, child] = form.exec(id) ?? [];
    if (parent === undefined || occurrence === undefined) return { instanceId: id };
    return child === undefined
      ? { instanceId: id, occurrence }
      : { instanceId: id, parentInstanceId: parent, occurrence };
  },
};
