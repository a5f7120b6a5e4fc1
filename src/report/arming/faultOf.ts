import { parseVmId } from "../../arm/vmId.ts";
import { scopeName } from "../../wording/scopeName.ts";
import { briefFailure } from "../sections/failure/failureAdvice.ts";
import { oneLine } from "../text/oneLine.ts";
import type { FailureCode } from "../../captures/outcome/failureCode.ts";
import type { ArmingFault } from "../../captures/rings/armingFacts.ts";

const longest = { vm: 64, scope: 120 };

/** What happened to a ring, where that is not what would have happened to a capture. */
const ringBriefs: Readonly<Partial<Record<FailureCode, string>>> = {
  "capture-failed": "session failed",
  "capture-lost": "deleted by someone",
  "storage-failed": "files not written",
};

/** A fault in words. */
interface FaultWords {
  /** It is one of a resource group or a subscription, whose VMs cannot be listed. */
  readonly isScope: boolean;
  /** "WEB01", "resource group web". */
  readonly name: string;
  /** The cause in a few words. */
  readonly brief: string;
}

export function faultOf(fault: ArmingFault): FaultWords {
  const { vmId, vmName, code } = fault;
  const isScope = parseVmId(vmId) === null;
  const scope = isScope ? (scopeName(vmId) ?? `scope ${vmName}`) : null;
  return {
    isScope,
    name: scope === null ? oneLine(vmName, longest.vm) : oneLine(scope, longest.scope),
    brief: (Object.hasOwn(ringBriefs, code) ? ringBriefs[code] : undefined) ?? briefFailure(fault),
  };
}
