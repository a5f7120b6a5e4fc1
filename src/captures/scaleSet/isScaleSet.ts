import { parseScaleSetId } from "../../arm/scaleSetId.ts";

/** Whether an id is that of a scale set. */
export const isScaleSet = (id: string): boolean => parseScaleSetId(id) !== null;
