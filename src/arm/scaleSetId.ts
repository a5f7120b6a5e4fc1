import { idSegments } from "./idSegments.ts";
import { parseResourceId, type ResourceId } from "./resourceId.ts";

const setName = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}$/;
/** A number in a Uniform set, a VM's name in a Flexible one. */
const instanceName = /^[A-Za-z0-9_][A-Za-z0-9_-]{0,79}$/;

/** The parts of the ARM id of a virtual machine scale set. */
export type ScaleSetId = ResourceId;

/** Parses the ARM id of a virtual machine scale set; null when the text is not exactly that. */
export const parseScaleSetId = (text: string): ScaleSetId | null =>
  parseResourceId(text, "microsoft.compute/virtualmachinescalesets", setName);

/** An instance of a scale set. */
interface ScaleSetInstanceId {
  readonly set: ScaleSetId;
  readonly instanceId: string;
}

/** Parses `<scale set>/virtualMachines/<instance>`; null when the text is not exactly that. */
export function parseScaleSetInstanceId(text: string): ScaleSetInstanceId | null {
  const segments = idSegments(text);
  if (segments?.length !== 10 || segments[8]?.toLowerCase() !== "virtualmachines") return null;
  const set = parseScaleSetId(`/${segments.slice(0, 8).join("/")}`);
  const instanceId = segments[9] ?? "";
  return set === null || !instanceName.test(instanceId) ? null : { set, instanceId };
}
