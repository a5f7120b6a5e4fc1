import { isInScopes, type Scopes } from "../arm/scopes.ts";
import { readArmedTarget, type ArmedTarget } from "../captures/rings/armedTarget.ts";
import type { RingLimits } from "../captures/rings/ringLimits.ts";

/** The settings of rings. */
interface ArmingSettings {
  readonly ARMED_FILE_COUNT: number;
  readonly ARMED_FILE_BYTES: number;
  readonly ARMED_SESSION_SECONDS: number;
  readonly ARMED_BYTES_PER_PACKET: number;
}

/** Reads what the settings of rings say together. */
export const arming = {
  /** The VMs on which a ring is kept; none: the feature is off. */
  targets: (given: readonly string[] | null | undefined): readonly ArmedTarget[] =>
    (given ?? []).map(readArmedTarget).filter((target) => target !== null),

  ring: (read: ArmingSettings): RingLimits => ({
    fileCount: read.ARMED_FILE_COUNT,
    fileBytes: read.ARMED_FILE_BYTES,
    sessionSeconds: read.ARMED_SESSION_SECONDS,
    bytesPerPacket: read.ARMED_BYTES_PER_PACKET,
  }),

  /**
   * An armed VM is one that may be captured. `scopes`: those of the configuration; null: they are invalid,
   * and their own problem has been reported.
   */
  problems(targets: readonly ArmedTarget[], scopes: Scopes | null): readonly string[] {
    const found: string[] = [];
    if (targets.some(({ kind }) => kind === "tag") && scopes === "*")
      found.push(
        'ARMED_VMS with a tag needs ALLOWED_SCOPES to list subscriptions or resource groups, not "*"',
      );
    if (scopes === null) return found;
    if (targets.some((target) => target.kind !== "tag" && !isInScopes(target.id, scopes)))
      found.push("ARMED_VMS must name VMs and resource groups within ALLOWED_SCOPES");
    return found;
  },
};
