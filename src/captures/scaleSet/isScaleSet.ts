/**
 * Whether an id that was checked as that of a VM or of a scale set is a scale set's: an orchestrator knows no
 * parser of ids.
 */
export const isScaleSet = (id: string): boolean => /\/virtualMachineScaleSets\/[^/]+$/i.test(id);
